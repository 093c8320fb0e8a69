import {
  type Proposal,
  ProposalExecutorResult,
  ProposalStatus,
  proposalExecutorResultToJSON,
  proposalStatusToJSON,
  VoteOption,
} from 'cosmjs-types/cosmos/group/v1/types';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { branch } from '../../types/branch.js';
import type { Context } from '../../types/context.js';
import { plainError, sdkErrors } from '../../types/errors.js';
import { within } from '../../types/wrapped.js';
import { CodedError } from '../../util/errors.js';
import { requireAccount } from '../addresses.js';
import { groupErrors } from '../errors.js';
import { metadataComplaint } from '../proposalMetadata.js';
import { formatTime, fromSeconds, toSeconds } from '../time.js';
import { typedEvent } from '../typedEvent.js';
import type { GroupGround } from './groupGround.js';
import { type DecisionPolicy, maxExecutionPeriod, unpackPolicy, validatePolicy } from './policy.js';
import { requireShort } from './requireShort.js';
import { takeNumber } from './table.js';
import { emitPruned, noVotes, tallyAndClose } from './tally.js';

const maxSummaryLength = 40 * 255;

export const optionOf = (option: 'yes' | 'no'): VoteOption =>
  option === 'yes' ? VoteOption.VOTE_OPTION_YES : VoteOption.VOTE_OPTION_NO;

/** What a proposal says and who brings it. */
export interface NewProposal {
  readonly policyAddress: string;
  readonly proposers: readonly string[];
  readonly metadata: string;
  readonly title: string;
  readonly summary: string;
  readonly messages: readonly Any[];
}

/** Stores a proposal of members (`group` 7 otherwise) whose messages only the policy's account signs. Answers its id. */
export function submitProposal(keeper: GroupGround, proposal: NewProposal): bigint {
  const { policyAddress, proposers, metadata, title, summary, messages } = proposal;
  checkProposal(keeper, proposal);
  const policyInfo = within(`load group policy: ${policyAddress}`, () => keeper.requirePolicy(policyAddress));
  const group = within('get group by groupId of group policy', () => keeper.requireGroup(policyInfo.groupId));
  for (const proposer of proposers) {
    if (!keeper.tables.members.has([group.id, proposer])) {
      throw new CodedError(groupErrors.unauthorized, `not in group: ${proposer}`);
    }
  }
  requireSigner(keeper, messages, policyAddress);
  const policy = unpackPolicy(policyInfo.decisionPolicy);
  validatePolicy(policy, group);
  const id = takeNumber(keeper.schema.proposalSequence);
  keeper.tables.proposals.create({
    id,
    groupPolicyAddress: policyAddress,
    metadata,
    proposers: [...proposers],
    submitTime: toSeconds(keeper.ctx.block.time),
    groupVersion: group.version,
    groupPolicyVersion: policyInfo.version,
    status: ProposalStatus.PROPOSAL_STATUS_SUBMITTED,
    finalTallyResult: noVotes,
    votingPeriodEnd: toSeconds(keeper.ctx.block.time + policy.votingPeriod),
    executorResult: ProposalExecutorResult.PROPOSAL_EXECUTOR_RESULT_NOT_RUN,
    messages: [...messages],
    title,
    summary,
  });
  keeper.ctx.emit(typedEvent('cosmos.group.v1.EventSubmitProposal', { proposal_id: id }));
  return id;
}

function checkProposal(keeper: GroupGround, proposal: NewProposal): void {
  const { proposers, metadata, title, summary, messages } = proposal;
  if (proposers.length === 0) throw new CodedError(groupErrors.empty, 'proposers');
  const seen = new Set<string>();
  for (const proposer of proposers) {
    if (seen.has(proposer)) throw new CodedError(groupErrors.duplicate, `address: ${proposer}`);
    requireAccount(keeper.addresses, proposer, `proposer address ${proposer}`);
    seen.add(proposer);
  }
  requireShort(title, 'proposal Title');
  requireShort(summary, 'proposal summary is too long', maxSummaryLength);
  requireShort(metadata, 'metadata');
  const complaint = metadataComplaint(proposal);
  if (complaint !== undefined) throw plainError(complaint);
  for (const [index, message] of messages.entries()) {
    within(`msg ${index}`, () => keeper.router.validateBasic(message));
  }
}

/** Refuses messages that anyone but the policy's account must sign. */
function requireSigner(keeper: GroupGround, messages: readonly Any[], policyAddress: string): void {
  for (const message of messages) {
    const signers = keeper.router.signers(message);
    if (!signers) throw new CodedError(groupErrors.invalid, `no message handler found for "${message.typeUrl}"`);
    if (signers.some((signer) => signer !== policyAddress)) {
      const detail = `msg does not have group policy authorization; expected ${policyAddress}, got ${signers.join(' ')}`;
      throw new CodedError(sdkErrors.unauthorized, detail);
    }
  }
}

export function requireProposal(keeper: GroupGround, id: bigint): Proposal {
  const proposal = keeper.schema.proposals.get(id);
  if (!proposal) throw new CodedError(sdkErrors.notFound, 'load proposal');
  return proposal;
}

export interface NewVote {
  readonly proposalId: bigint;
  readonly voter: string;
  readonly option: VoteOption;
  readonly metadata: string;
}

/** Counts a member's vote; voting twice is `legacy_orm` 13, a stranger's vote sdk 38. */
export function vote(keeper: GroupGround, { proposalId, voter, option, metadata }: NewVote): void {
  if (proposalId === 0n) throw new CodedError(groupErrors.empty, 'proposal id');
  if (option === VoteOption.VOTE_OPTION_UNSPECIFIED) throw new CodedError(groupErrors.empty, 'vote option');
  if (VoteOption[option] === undefined || option < 0) throw new CodedError(groupErrors.invalid, 'vote option');
  requireShort(metadata, 'metadata');
  requireAccount(keeper.addresses, voter, `invalid voter address: ${voter}`);
  const proposal = requireProposal(keeper, proposalId);
  if (proposal.status !== ProposalStatus.PROPOSAL_STATUS_SUBMITTED) {
    throw new CodedError(groupErrors.invalid, 'proposal not open for voting');
  }
  if (keeper.ctx.block.time > fromSeconds(proposal.votingPeriodEnd)) {
    throw new CodedError(groupErrors.expired, 'voting period has ended already');
  }
  const { groupId } = within('load group policy', () => keeper.requirePolicy(proposal.groupPolicyAddress));
  keeper.requireGroup(groupId);
  if (!keeper.member(groupId, voter)) throw new CodedError(sdkErrors.notFound, `voter address: ${voter}`);
  const submitTime = toSeconds(keeper.ctx.block.time);
  within('store vote', () => keeper.tables.votes.create({ proposalId, voter, option, metadata, submitTime }));
  keeper.ctx.emit(typedEvent('cosmos.group.v1.EventVote', { proposal_id: proposalId }));
}

/** Tallies a proposal that is still open and runs an accepted one, in a branch of its own. Success removes it. */
export function execute(keeper: GroupGround, id: bigint): ProposalExecutorResult {
  if (id === 0n) throw new CodedError(groupErrors.empty, 'proposal id');
  const found = requireProposal(keeper, id);
  const open = found.status === ProposalStatus.PROPOSAL_STATUS_SUBMITTED;
  if (!open && found.status !== ProposalStatus.PROPOSAL_STATUS_ACCEPTED) {
    const status = proposalStatusToJSON(found.status);
    throw new CodedError(groupErrors.invalid, `not possible to exec with proposal status ${status}`);
  }
  const policyInfo = within('load group policy', () => keeper.requirePolicy(found.groupPolicyAddress));
  const policy = unpackPolicy(policyInfo.decisionPolicy);
  const tallied = open ? tallyAndClose(keeper, found, policyInfo.groupId, policy) : found;
  const { proposal, logs } = run(keeper, tallied, policy);
  const result = proposal.executorResult;
  if (result === ProposalExecutorResult.PROPOSAL_EXECUTOR_RESULT_SUCCESS) {
    keeper.tables.proposals.remove(proposal.id);
    emitPruned(keeper, proposal, proposal.finalTallyResult);
  } else {
    keeper.tables.proposals.update(proposal);
  }
  const fields = { proposal_id: id, logs, result: proposalExecutorResultToJSON(result) };
  keeper.ctx.emit(typedEvent('cosmos.group.v1.EventExec', fields));
  return result;
}

function run(keeper: GroupGround, proposal: Proposal, policy: DecisionPolicy): { proposal: Proposal; logs: string } {
  const done = proposal.executorResult === ProposalExecutorResult.PROPOSAL_EXECUTOR_RESULT_SUCCESS;
  if (proposal.status !== ProposalStatus.PROPOSAL_STATUS_ACCEPTED || done) return { proposal, logs: '' };
  const inner = branch(keeper.ctx);
  try {
    runMessages(keeper, inner, proposal, policy);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const logs = `proposal execution failed on proposal ${proposal.id}, because of error ${error.message}`;
    const executorResult = ProposalExecutorResult.PROPOSAL_EXECUTOR_RESULT_FAILURE;
    return { proposal: { ...proposal, executorResult }, logs };
  }
  inner.commit();
  const executorResult = ProposalExecutorResult.PROPOSAL_EXECUTOR_RESULT_SUCCESS;
  return { proposal: { ...proposal, executorResult }, logs: '' };
}

function runMessages(keeper: GroupGround, ctx: Context, proposal: Proposal, policy: DecisionPolicy): void {
  const earliest = fromSeconds(proposal.submitTime) + policy.minExecutionPeriod;
  if (ctx.block.time < earliest) {
    throw new CodedError(
      groupErrors.invalid,
      `must wait until ${formatTime(earliest)} to execute proposal ${proposal.id}`,
    );
  }
  const latest = fromSeconds(proposal.votingPeriodEnd) + maxExecutionPeriod;
  if (latest < ctx.block.time) throw new CodedError(groupErrors.expired, `proposal expired on ${formatTime(latest)}`);
  requireSigner(keeper, proposal.messages, proposal.groupPolicyAddress);
  for (const [position, message] of proposal.messages.entries()) {
    within(`message ${message.typeUrl} at position ${position}`, () => keeper.router.execute(ctx, message));
  }
}

/** Takes a proposal back, by a proposer or the policy's admin; it is forgotten at the end of its voting period. */
export function withdrawProposal(keeper: GroupGround, id: bigint, address: string): void {
  if (id === 0n) throw new CodedError(groupErrors.empty, 'proposal id');
  const proposal = requireProposal(keeper, id);
  if (proposal.status !== ProposalStatus.PROPOSAL_STATUS_SUBMITTED) {
    const status = proposalStatusToJSON(proposal.status);
    throw new CodedError(groupErrors.invalid, `cannot withdraw a proposal with the status of ${status}`);
  }
  const { admin } = within('load group policy', () => keeper.requirePolicy(proposal.groupPolicyAddress));
  if (address !== admin && !proposal.proposers.includes(address)) {
    const detail = `given address is neither group policy admin nor in proposers: ${address}`;
    throw new CodedError(groupErrors.unauthorized, detail);
  }
  keeper.tables.proposals.update({ ...proposal, status: ProposalStatus.PROPOSAL_STATUS_WITHDRAWN });
  keeper.ctx.emit(typedEvent('cosmos.group.v1.EventWithdrawProposal', { proposal_id: id }));
}
