import {
  Proposal,
  ProposalStatus,
  type Vote,
  VoteOption,
  voteOptionToJSON,
  type WeightedVoteOption,
} from 'cosmjs-types/cosmos/gov/v1/gov';
import type { MsgSubmitProposal } from 'cosmjs-types/cosmos/gov/v1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { kvGasConfig } from '../../store/gas.js';
import { proto } from '../../types/codec.js';
import { sdkErrors } from '../../types/errors.js';
import { event } from '../../types/events.js';
import { utf8ToBytes } from '../../util/bytes.js';
import { CodedError } from '../../util/errors.js';
import * as dec from '../../util/legacyDec.js';
import { requireAccount } from '../addresses.js';
import { fromProtoCoins } from '../coins.js';
import { govErrors } from '../errors.js';
import { metadataComplaint } from '../proposalMetadata.js';
import { fromSeconds, toSeconds } from '../time.js';
import { addDeposit, chargeDeposits, checkDepositDenoms, checkInitialDeposit } from './deposits.js';
import type { GovKeeper } from './keeper.js';

const maxMetadataLength = 255;
const maxSummaryLength = 40 * maxMetadataLength;

/** Stores a proposal with its first deposit and answers its id. */
export function submitProposal(keeper: GovKeeper, msg: MsgSubmitProposal): bigint {
  checkTexts(keeper, msg);
  const deposit = fromProtoCoins(msg.initialDeposit);
  const params = keeper.params;
  checkInitialDeposit(params, deposit, msg);
  checkDepositDenoms(params, deposit);
  checkLengths(msg);
  for (const message of msg.messages) checkMessage(keeper, message);
  const proposal = newProposal(keeper, msg);
  const { id } = proposal;
  keeper.setProposal(proposal);
  keeper.queueForDeposit(proposal);
  keeper.ctx.emit(
    event('submit_proposal', {
      proposal_id: id,
      proposal_proposer: msg.proposer,
      proposal_messages: msg.messages.map(({ typeUrl }) => `,${typeUrl}`).join(''),
    }),
  );
  const size = BigInt(proto(Proposal).encode(proposal).length);
  keeper.ctx.gas.consume(3n * kvGasConfig.writePerByte * size, 'submit proposal');
  if (addDeposit(keeper, id, msg.proposer, deposit) === 'started') {
    keeper.ctx.emit(event('submit_proposal', { voting_period_start: id }));
  }
  return id;
}

function newProposal(keeper: GovKeeper, msg: MsgSubmitProposal): Proposal {
  const { time } = keeper.ctx.block;
  return {
    id: keeper.schema.proposalId.next(),
    messages: [...msg.messages],
    status: ProposalStatus.PROPOSAL_STATUS_DEPOSIT_PERIOD,
    finalTallyResult: { yesCount: '0', abstainCount: '0', noCount: '0', noWithVetoCount: '0' },
    submitTime: toSeconds(time),
    depositEndTime: toSeconds(time + fromSeconds(keeper.params.maxDepositPeriod!)),
    totalDeposit: [],
    metadata: msg.metadata,
    title: msg.title,
    summary: msg.summary,
    proposer: msg.proposer,
    expedited: msg.expedited,
    failedReason: '',
  };
}

function checkTexts(keeper: GovKeeper, msg: MsgSubmitProposal): void {
  const { title, summary, proposer, messages, metadata } = msg;
  if (title === '') throw new CodedError(sdkErrors.invalidRequest, 'proposal title cannot be empty');
  if (summary === '') throw new CodedError(sdkErrors.invalidRequest, 'proposal summary cannot be empty');
  requireAccount(keeper.addresses, proposer, 'invalid proposer address');
  if (messages.length === 0 && metadata === '') {
    throw new CodedError(govErrors.noProposalMsgs, 'either metadata or Msgs length must be non-nil');
  }
  const complaint = metadataComplaint(msg);
  if (complaint !== undefined) throw new CodedError(govErrors.invalidProposalContent, complaint);
}

function checkLengths({ title, summary, metadata }: MsgSubmitProposal): void {
  const size = (text: string): number => utf8ToBytes(text).length;
  if (size(metadata) > maxMetadataLength) {
    throw new CodedError(govErrors.metadataTooLong, `got metadata with length ${size(metadata)}`);
  }
  if (size(summary) > maxSummaryLength) {
    throw new CodedError(govErrors.summaryTooLong, `got summary with length ${size(summary)}`);
  }
  if (size(title) > maxMetadataLength) {
    throw new CodedError(govErrors.metadataTooLong, `got title with length ${size(title)}`);
  }
}

/** Refuses a message that is malformed, that gov's account may not sign alone, or that no module handles. */
function checkMessage(keeper: GovKeeper, message: Any): void {
  const signers = keeper.router.signers(message);
  if (!signers) throw new CodedError(govErrors.unroutableProposalMsg, message.typeUrl);
  try {
    keeper.router.validateBasic(message);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    throw new CodedError(govErrors.invalidProposalMsg, error.message, { cause: error });
  }
  if (signers.length !== 1) throw new CodedError(govErrors.invalidSigner);
  if (signers[0] !== keeper.authority) throw new CodedError(govErrors.invalidSigner, signers[0]!);
}

const isOption = (option: VoteOption): boolean =>
  option >= VoteOption.VOTE_OPTION_YES && option <= VoteOption.VOTE_OPTION_NO_WITH_VETO;

/** Refuses an option that is none: `gov` 7 with its name or number. */
export function checkOption(option: VoteOption): void {
  if (isOption(option)) return;
  const known = VoteOption[option] !== undefined && option >= 0;
  throw new CodedError(govErrors.invalidVote, known ? voteOptionToJSON(option) : String(option));
}

const printOption = ({ option, weight }: WeightedVoteOption): string =>
  `option:${voteOptionToJSON(option)} weight:${JSON.stringify(weight)} `;

/** Refuses options that are none, come twice, or whose weights are not fractions that sum to 1. */
export function checkWeightedOptions(options: readonly WeightedVoteOption[]): void {
  if (options.length === 0) throw new CodedError(sdkErrors.invalidRequest, '[]');
  const seen = new Set<VoteOption>();
  let total = dec.zero;
  for (const weighted of options) {
    const weight = weightOf(weighted);
    if (weight === undefined) throw new CodedError(govErrors.invalidVote, printOption(weighted));
    if (seen.has(weighted.option)) throw new CodedError(govErrors.invalidVote, 'duplicated vote option');
    seen.add(weighted.option);
    total = dec.add(total, weight);
  }
  if (total > dec.one) throw new CodedError(govErrors.invalidVote, 'total weight overflow 1.00');
  if (total < dec.one) throw new CodedError(govErrors.invalidVote, 'total weight lower than 1.00');
}

/** The weight of an option, above 0 and up to 1; undefined when option or weight is invalid. */
function weightOf({ option, weight }: WeightedVoteOption): dec.LegacyDec | undefined {
  try {
    const value = dec.parse(weight);
    return isOption(option) && value > 0n && value <= dec.one ? value : undefined;
  } catch (error) {
    if (error instanceof CodedError) return undefined;
    throw error;
  }
}

/** Stores a vote in place of the voter's earlier one. Nothing to vote on is `gov` 3. */
export function addVote(keeper: GovKeeper, vote: Vote): void {
  const { proposalId, voter, options, metadata } = vote;
  if (!keeper.schema.voting.has(proposalId)) throw new CodedError(govErrors.inactiveProposal, String(proposalId));
  const size = utf8ToBytes(metadata).length;
  if (size > maxMetadataLength) throw new CodedError(govErrors.metadataTooLong, `got metadata with length ${size}`);
  keeper.setVote(vote);
  const shown = JSON.stringify(options.map(({ option, weight }) => ({ option, weight })));
  keeper.ctx.emit(event('proposal_vote', { voter, option: shown, proposal_id: proposalId }));
}

/** Withdraws a proposal of the sender that is not decided yet; a part of the deposits is lost. */
export function cancelProposal(keeper: GovKeeper, proposalId: bigint, proposer: string): void {
  const proposal = keeper.requireProposal(proposalId);
  if (proposal.proposer === '') {
    const detail = `proposal ${proposalId} doesn't have proposer ${proposer}, so cannot be canceled`;
    throw new CodedError(govErrors.invalidProposal, detail);
  }
  if (proposal.proposer !== proposer) throw new CodedError(govErrors.invalidProposer, `invalid proposer ${proposer}`);
  const open =
    proposal.status === ProposalStatus.PROPOSAL_STATUS_DEPOSIT_PERIOD ||
    proposal.status === ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD;
  if (!open) {
    throw new CodedError(govErrors.invalidProposal, 'proposal should be in the deposit or voting period');
  }
  if (proposal.votingEndTime && fromSeconds(proposal.votingEndTime) < keeper.ctx.block.time) {
    const detail = `voting period is already ended for this proposal ${proposalId}`;
    throw new CodedError(govErrors.votingPeriodEnded, detail);
  }
  chargeDeposits(keeper, proposalId);
  if (proposal.votingStartTime) keeper.removeVotes(proposalId);
  keeper.removeProposal(proposal);
  keeper.ctx.emit(event('cancel_proposal', { sender: proposer, proposal_id: proposalId }));
}
