import { type Params, type Proposal, ProposalStatus } from 'cosmjs-types/cosmos/gov/v1/gov';
import { branch } from '../../types/branch.js';
import { event } from '../../types/events.js';
import { CodedError } from '../../util/errors.js';
import { fromSeconds, toSeconds } from '../time.js';
import { burnDeposits, refundDeposits } from './deposits.js';
import type { GovKeeper } from './keeper.js';
import { type Outcome, tally } from './tally.js';

/**
 * Drops proposals whose deposits did not come in time, then tallies those whose voting has ended and runs what has
 * passed. Both queues go by time, then id. Cost: O(proposals that end now).
 */
export function endProposals(keeper: GovKeeper): void {
  const { time } = keeper.ctx.block;
  for (const id of [...keeper.schema.inactive.values({ throughPrefix: [time] })])
    drop(keeper, keeper.requireProposal(id));
  for (const id of [...keeper.schema.active.values({ throughPrefix: [time] })])
    close(keeper, keeper.requireProposal(id));
}

function drop(keeper: GovKeeper, proposal: Proposal): void {
  keeper.removeProposal(proposal);
  if (keeper.params.burnProposalDepositPrevote) burnDeposits(keeper, proposal.id);
  else refundDeposits(keeper, proposal.id);
  keeper.ctx.emit(event('inactive_proposal', { proposal_id: proposal.id, proposal_result: 'proposal_dropped' }));
}

/** A proposal after its end, and what the event says of it. */
interface Closed {
  readonly proposal: Proposal;
  readonly result: string;
  readonly log: string;
}

function close(keeper: GovKeeper, proposal: Proposal): void {
  const { params } = keeper;
  const outcome = tally(keeper.staking, proposal, keeper.votesOf(proposal.id), params);
  keeper.removeVotes(proposal.id);
  settleDeposits(keeper, proposal, outcome);
  keeper.unqueueForTally(proposal);
  const closed = conclude(keeper, proposal, outcome, params);
  keeper.setProposal({ ...closed.proposal, finalTallyResult: outcome.result });
  const attributes = { proposal_id: proposal.id, proposal_result: closed.result, proposal_log: closed.log };
  keeper.ctx.emit(event('active_proposal', attributes));
}

/** An expedited proposal that fails gets a second round, so its deposits stay. */
function settleDeposits(keeper: GovKeeper, { id, expedited }: Proposal, outcome: Outcome): void {
  if (!outcome.passes && expedited) return;
  if (outcome.burnDeposits) burnDeposits(keeper, id);
  else refundDeposits(keeper, id);
}

function conclude(keeper: GovKeeper, proposal: Proposal, outcome: Outcome, params: Params): Closed {
  if (outcome.passes) return runMessages(keeper, proposal);
  if (proposal.expedited) return makeRegular(keeper, proposal, params);
  return {
    proposal: {
      ...proposal,
      status: ProposalStatus.PROPOSAL_STATUS_REJECTED,
      failedReason: 'proposal did not get enough votes to pass',
    },
    result: 'proposal_rejected',
    log: 'rejected',
  };
}

/** Runs all messages of a proposal in a branch of their own: all take effect, or none. */
function runMessages(keeper: GovKeeper, proposal: Proposal): Closed {
  const inner = branch(keeper.ctx);
  for (const [index, message] of proposal.messages.entries()) {
    try {
      keeper.router.execute(inner, message);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      return {
        proposal: { ...proposal, status: ProposalStatus.PROPOSAL_STATUS_FAILED, failedReason: error.message },
        result: 'proposal_failed',
        log: `passed, but msg ${index} (${message.typeUrl}) failed on execution: ${error.message}`,
      };
    }
  }
  inner.commit();
  const passed = { ...proposal, status: ProposalStatus.PROPOSAL_STATUS_PASSED };
  return { proposal: passed, result: 'proposal_passed', log: 'passed' };
}

/** Turns a failed expedited proposal into a regular one that is voted on until the regular period is over. */
function makeRegular(keeper: GovKeeper, proposal: Proposal, params: Params): Closed {
  const end = fromSeconds(proposal.votingStartTime!) + fromSeconds(params.votingPeriod!);
  const regular = { ...proposal, expedited: false, votingEndTime: toSeconds(end) };
  keeper.queueForTally(regular);
  return { proposal: regular, result: 'expedited_proposal_rejected', log: 'expedited proposal converted to regular' };
}
