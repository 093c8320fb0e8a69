import type { PageRequest } from 'cosmjs-types/cosmos/base/query/v1beta1/pagination';
import {
  type Deposit,
  type Proposal,
  ProposalStatus,
  type TallyResult,
  type Vote,
} from 'cosmjs-types/cosmos/gov/v1/gov';
import type { QueryProposalsRequest } from 'cosmjs-types/cosmos/gov/v1/query';
import type { CollectionMap } from '../../store/collections.js';
import { uint64 } from '../../store/keyCodec.js';
import { collectionPage, type Page } from '../../types/paging.js';
import { internal, invalidArgument, notFound } from '../../types/queryStatus.js';
import { askedAccount } from '../addresses.js';
import type { GovKeeper } from './keeper.js';
import { tally } from './tally.js';

// What both versions of gov's queries ask; a fault is a gRPC status.

function requireId(id: bigint): void {
  if (id === 0n) throw invalidArgument('proposal id can not be 0');
}

export function findProposal(gov: GovKeeper, id: bigint): Proposal {
  requireId(id);
  const proposal = gov.proposal(id);
  if (!proposal) throw notFound(`proposal ${id} doesn't exist`);
  return proposal;
}

/** Statuses that may be asked for; any other matches every proposal. */
const asked: ReadonlySet<ProposalStatus> = new Set([
  ProposalStatus.PROPOSAL_STATUS_DEPOSIT_PERIOD,
  ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD,
  ProposalStatus.PROPOSAL_STATUS_PASSED,
  ProposalStatus.PROPOSAL_STATUS_REJECTED,
  ProposalStatus.PROPOSAL_STATUS_FAILED,
]);

/** A page of the proposals with a status, a voter and a depositor, as far as these are given. */
export function pageOfProposals(gov: GovKeeper, request: QueryProposalsRequest): Page<Proposal> {
  const { proposals, votes, deposits } = gov.schema;
  const { proposalStatus, voter, depositor, pagination } = request;
  const address = (text: string): string => askedAccount(gov.addresses, text, internal);
  const matches = ({ id, status }: Proposal): boolean => {
    const hasVoted = voter === '' || votes.has([id, address(voter)]);
    const hasDeposited = depositor === '' || deposits.has([id, address(depositor)]);
    return hasVoted && hasDeposited && (!asked.has(proposalStatus) || status === proposalStatus);
  };
  const { store, prefix, valueCodec } = proposals;
  return collectionPage(
    store,
    prefix,
    pagination,
    (_key, value) => {
      const proposal = value.read(valueCodec);
      return matches(proposal) ? proposal : undefined;
    },
    internal,
  );
}

/** The result of a decided proposal, or what it would be now. */
export function tallyOf(gov: GovKeeper, proposalId: bigint): TallyResult {
  const proposal = findProposal(gov, proposalId);
  switch (proposal.status) {
    case ProposalStatus.PROPOSAL_STATUS_DEPOSIT_PERIOD:
      return { yesCount: '0', abstainCount: '0', noCount: '0', noWithVetoCount: '0' };
    case ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD:
      return tally(gov.staking, proposal, gov.votesOf(proposal.id), gov.params).result;
    default:
      return proposal.finalTallyResult!;
  }
}

export function findVote(gov: GovKeeper, proposalId: bigint, voter: string): Vote {
  requireId(proposalId);
  if (voter === '') throw invalidArgument('empty voter address');
  const vote = gov.schema.votes.get([proposalId, askedAccount(gov.addresses, voter)]);
  if (!vote) throw invalidArgument(`voter: ${voter} not found for proposal: ${proposalId}`);
  return vote;
}

export function findDeposit(gov: GovKeeper, proposalId: bigint, depositor: string): Deposit {
  requireId(proposalId);
  if (depositor === '') throw invalidArgument('empty depositor address');
  const deposit = gov.schema.deposits.get([proposalId, askedAccount(gov.addresses, depositor)]);
  // The SDK's own spelling.
  if (!deposit) throw invalidArgument(`depositer: ${depositor} not found for proposal: ${proposalId}`);
  return deposit;
}

/** A request for what belongs to one proposal. */
interface OfProposal {
  readonly proposalId: bigint;
  readonly pagination?: PageRequest;
}

export const pageOfVotes = (gov: GovKeeper, request: OfProposal): Page<Vote> => pageOf(gov.schema.votes, request);

export const pageOfDeposits = (gov: GovKeeper, request: OfProposal): Page<Deposit> =>
  pageOf(gov.schema.deposits, request);

function pageOf<K, V>(
  { store, prefix, valueCodec }: CollectionMap<K, V>,
  { proposalId, pagination }: OfProposal,
): Page<V> {
  requireId(proposalId);
  const start = prefix + uint64.encode(proposalId);
  return collectionPage(store, start, pagination, (_key, value) => value.read(valueCodec), internal);
}
