import { Proposal, ProposalStatus } from 'cosmjs-types/cosmos/gov/v1/gov';
import { MsgExecLegacyContent, type MsgSubmitProposal } from 'cosmjs-types/cosmos/gov/v1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { kvGasConfig } from '../../store/gas.js';
import { branch } from '../../types/branch.js';
import { proto } from '../../types/codec.js';
import { sdkErrors } from '../../types/errors.js';
import { event } from '../../types/events.js';
import { isReturned } from '../../types/wrapped.js';
import { utf8ToBytes } from '../../util/bytes.js';
import { CodedError } from '../../util/errors.js';
import { requireAccount } from '../addresses.js';
import { fromProtoCoins } from '../coins.js';
import { govErrors } from '../errors.js';
import { metadataComplaint } from '../proposalMetadata.js';
import { fromSeconds, toSeconds } from '../time.js';
import { addDeposit, chargeDeposits, checkDepositDenoms, checkInitialDeposit } from './deposits.js';
import type { GovKeeper } from './keeper.js';

/** Bytes that a proposal's or a vote's metadata may have. */
export const maxMetadataLength = 255;
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
  const size = proto(Proposal).encode(proposal).length;
  keeper.ctx.gas.consume(3 * kvGasConfig.writePerByte * size, 'submit proposal');
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
  if (signers[0] !== keeper.accountAddress()) throw new CodedError(govErrors.invalidSigner, signers[0]!);
  if (message.typeUrl === MsgExecLegacyContent.typeUrl) tryContent(keeper, message);
}

/** A content of gov v1beta1 is tried out before anybody votes on it; other messages may fail when they are executed. */
function tryContent(keeper: GovKeeper, message: Any): void {
  try {
    keeper.router.execute(branch(keeper.ctx), message);
  } catch (error) {
    if (!isReturned(error) || error.kind === govErrors.noProposalHandler) throw error;
    throw new CodedError(govErrors.invalidProposalContent, error.message, { cause: error });
  }
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
