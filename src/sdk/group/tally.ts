import {
  type Proposal,
  ProposalStatus,
  proposalStatusToJSON,
  type TallyResult,
  type Vote,
  VoteOption,
} from 'cosmjs-types/cosmos/group/v1/types';
import { plainError } from '../../types/errors.js';
import { fromSeconds } from '../time.js';
import { typedEvent } from '../typedEvent.js';
import type { GroupGround } from './groupGround.js';
import { type DecisionPolicy, decide, maxExecutionPeriod, unpackPolicy } from './policy.js';
import { addWeights, formatWeight, parseWeight } from './weight.js';

export const noVotes: TallyResult = { yesCount: '0', abstainCount: '0', noCount: '0', noWithVetoCount: '0' };

/** Sums the votes of present members; votes of members who have left do not count. Cost: O(votes). */
export function tally(keeper: GroupGround, proposal: Proposal, groupId: bigint): TallyResult {
  const closed =
    proposal.status === ProposalStatus.PROPOSAL_STATUS_ACCEPTED ||
    proposal.status === ProposalStatus.PROPOSAL_STATUS_REJECTED;
  if (closed) return proposal.finalTallyResult;
  const sums = { ...noVotes };
  for (const { voter, option } of votesOn(keeper, proposal.id)) {
    const member = keeper.member(groupId, voter)?.member;
    if (!member) continue;
    const field = countOf(option);
    sums[field] = formatWeight(addWeights(parseWeight(sums[field]), parseWeight(member.weight)));
  }
  return sums;
}

/** Cost: O(votes). */
function* votesOn({ schema }: GroupGround, proposalId: bigint): IterableIterator<Vote> {
  for (const [, , voter] of schema.votesByProposal.keys({ prefix: [proposalId] })) {
    yield schema.votes.require([proposalId, voter]);
  }
}

function countOf(option: VoteOption): keyof TallyResult {
  switch (option) {
    case VoteOption.VOTE_OPTION_YES:
      return 'yesCount';
    case VoteOption.VOTE_OPTION_NO:
      return 'noCount';
    case VoteOption.VOTE_OPTION_ABSTAIN:
      return 'abstainCount';
    case VoteOption.VOTE_OPTION_NO_WITH_VETO:
      return 'noWithVetoCount';
    default:
      throw plainError(`unknown vote option ${option}`);
  }
}

/** Tallies; a final verdict or the end of the voting period closes the proposal and drops its votes. */
export function tallyAndClose(
  keeper: GroupGround,
  proposal: Proposal,
  groupId: bigint,
  policy: DecisionPolicy,
): Proposal {
  const finalTallyResult = tally(keeper, proposal, groupId);
  const verdict = decide(policy, finalTallyResult, keeper.requireGroup(groupId).totalWeight);
  if (!verdict.final && keeper.ctx.block.time <= fromSeconds(proposal.votingPeriodEnd)) return proposal;
  removeVotes(keeper, proposal.id);
  const status = verdict.allow ? ProposalStatus.PROPOSAL_STATUS_ACCEPTED : ProposalStatus.PROPOSAL_STATUS_REJECTED;
  return { ...proposal, finalTallyResult, status };
}

function removeVotes(keeper: GroupGround, proposalId: bigint): void {
  for (const { voter } of [...votesOn(keeper, proposalId)]) keeper.tables.votes.remove([proposalId, voter]);
}

export function emitPruned(keeper: GroupGround, { id, status }: Proposal, result?: TallyResult): void {
  const fields = { proposal_id: id, status: proposalStatusToJSON(status) };
  const tally_result = {
    yes_count: result?.yesCount ?? '0',
    abstain_count: result?.abstainCount ?? '0',
    no_count: result?.noCount ?? '0',
    no_with_veto_count: result?.noWithVetoCount ?? '0',
  };
  keeper.ctx.emit(
    typedEvent(
      'cosmos.group.v1.EventProposalPruned',
      result ? { ...fields, tally_result } : { ...fields, tally_result: null },
    ),
  );
}

/**
 * Closes the proposals whose voting period is over, and forgets those that were withdrawn, aborted or not executed within
 * the execution period. Cost: O(proposals whose voting period is over).
 */
export function endGroupProposals(keeper: GroupGround): void {
  const { time } = keeper.ctx.block;
  const ended = endedBefore(keeper, time);
  if (ended.length === 0) return;
  for (const proposal of ended) closeEnded(keeper, proposal);
  for (const proposal of endedBefore(keeper, time - maxExecutionPeriod)) {
    keeper.tables.proposals.remove(proposal.id);
    emitPruned(keeper, proposal, proposal.finalTallyResult);
  }
}

function endedBefore(keeper: GroupGround, time: bigint): Proposal[] {
  const keys = [...keeper.schema.proposalsByVotingEnd.keys({ before: [time, 0n] })];
  return keys.map(([, id]) => keeper.schema.proposals.require(id));
}

function closeEnded(keeper: GroupGround, proposal: Proposal): void {
  const { status } = proposal;
  if (status === ProposalStatus.PROPOSAL_STATUS_ABORTED || status === ProposalStatus.PROPOSAL_STATUS_WITHDRAWN) {
    keeper.tables.proposals.remove(proposal.id);
    removeVotes(keeper, proposal.id);
    emitPruned(keeper, proposal, undefined);
  } else if (status === ProposalStatus.PROPOSAL_STATUS_SUBMITTED) {
    const { groupId, decisionPolicy } = keeper.requirePolicy(proposal.groupPolicyAddress);
    keeper.tables.proposals.update(tallyAndClose(keeper, proposal, groupId, unpackPolicy(decisionPolicy)));
  }
}
