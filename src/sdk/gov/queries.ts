import { Deposit, type Proposal, ProposalStatus, Vote } from 'cosmjs-types/cosmos/gov/v1/gov';
import {
  QueryConstitutionRequest,
  QueryConstitutionResponse,
  QueryDepositRequest,
  QueryDepositResponse,
  QueryDepositsRequest,
  QueryDepositsResponse,
  QueryParamsRequest,
  QueryParamsResponse,
  QueryProposalRequest,
  QueryProposalResponse,
  QueryProposalsRequest,
  QueryProposalsResponse,
  QueryTallyResultRequest,
  QueryTallyResultResponse,
  QueryVoteRequest,
  QueryVoteResponse,
  QueryVotesRequest,
  QueryVotesResponse,
} from 'cosmjs-types/cosmos/gov/v1/query';
import { uint64 } from '../../store/keyCodec.js';
import { proto } from '../../types/codec.js';
import { page } from '../../types/paging.js';
import { invalidArgument, notFound } from '../../types/queryStatus.js';
import { queryRoute, type SdkQueryRoute } from '../routes.js';
import type { GovKeeper } from './keeper.js';
import { depositsPrefix, govStore, proposalsPrefix, votesPrefix } from './schema.js';
import { tally } from './tally.js';

const path = (method: string): string => `/cosmos.gov.v1.Query/${method}`;

function requireId(id: bigint): void {
  if (id === 0n) throw invalidArgument('proposal id can not be 0');
}

function findProposal(gov: GovKeeper, id: bigint): Proposal {
  requireId(id);
  const proposal = gov.proposal(id);
  if (!proposal) throw notFound(`proposal ${id} doesn't exist`);
  return proposal;
}

/** The result of a decided proposal, or what it would be now. */
function tallyNow(gov: GovKeeper, proposal: Proposal) {
  switch (proposal.status) {
    case ProposalStatus.PROPOSAL_STATUS_DEPOSIT_PERIOD:
      return { yesCount: '0', abstainCount: '0', noCount: '0', noWithVetoCount: '0' };
    case ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD:
      return tally(gov.staking, proposal, gov.votesOf(proposal.id), gov.params).result;
    default:
      return proposal.finalTallyResult!;
  }
}

const proposalQueries: readonly SdkQueryRoute[] = [
  queryRoute(path('Proposal'), [QueryProposalRequest, QueryProposalResponse], ({ gov }, { proposalId }) => ({
    proposal: findProposal(gov, proposalId),
  })),
  queryRoute(path('Proposals'), [QueryProposalsRequest, QueryProposalsResponse], ({ gov }, request, ctx) => {
    const { proposalStatus, voter, depositor } = request;
    const matches = ({ id, status }: Proposal): boolean =>
      (proposalStatus === ProposalStatus.PROPOSAL_STATUS_UNSPECIFIED || proposalStatus === status) &&
      (voter === '' || gov.schema.votes.has([id, voter])) &&
      (depositor === '' || gov.schema.deposits.has([id, depositor]));
    const codec = gov.schema.proposals.valueCodec;
    const found = page(ctx.stores.store(govStore), proposalsPrefix, request.pagination, (_key, value) => {
      const proposal = value.read(codec);
      return matches(proposal) ? proposal : undefined;
    });
    return { proposals: found.items, pagination: found.pagination };
  }),
  queryRoute(path('TallyResult'), [QueryTallyResultRequest, QueryTallyResultResponse], ({ gov }, { proposalId }) => ({
    tally: tallyNow(gov, findProposal(gov, proposalId)),
  })),
];

const voteQueries: readonly SdkQueryRoute[] = [
  queryRoute(path('Vote'), [QueryVoteRequest, QueryVoteResponse], ({ gov }, { proposalId, voter }) => {
    requireId(proposalId);
    if (voter === '') throw invalidArgument('empty voter address');
    const vote = gov.schema.votes.get([proposalId, voter]);
    if (!vote) throw invalidArgument(`voter: ${voter} not found for proposal: ${proposalId}`);
    return { vote };
  }),
  queryRoute(path('Votes'), [QueryVotesRequest, QueryVotesResponse], (_, { proposalId, pagination }, ctx) => {
    requireId(proposalId);
    const prefix = votesPrefix + uint64.encode(proposalId);
    const found = page(ctx.stores.store(govStore), prefix, pagination, (_key, value) => value.read(proto(Vote)));
    return { votes: found.items, pagination: found.pagination };
  }),
  queryRoute(path('Deposit'), [QueryDepositRequest, QueryDepositResponse], ({ gov }, { proposalId, depositor }) => {
    requireId(proposalId);
    if (depositor === '') throw invalidArgument('empty depositor address');
    const deposit = gov.schema.deposits.get([proposalId, depositor]);
    if (!deposit) throw invalidArgument(`depositer: ${depositor} not found for proposal: ${proposalId}`);
    return { deposit };
  }),
  queryRoute(path('Deposits'), [QueryDepositsRequest, QueryDepositsResponse], (_, { proposalId, pagination }, ctx) => {
    requireId(proposalId);
    const prefix = depositsPrefix + uint64.encode(proposalId);
    const found = page(ctx.stores.store(govStore), prefix, pagination, (_key, value) => value.read(proto(Deposit)));
    return { deposits: found.items, pagination: found.pagination };
  }),
];

const paramsQueries: readonly SdkQueryRoute[] = [
  queryRoute(path('Params'), [QueryParamsRequest, QueryParamsResponse], ({ gov }, { paramsType }) => {
    const { params } = gov;
    const { minDeposit, maxDepositPeriod, votingPeriod, quorum, threshold, vetoThreshold } = params;
    switch (paramsType) {
      case 'deposit':
        return { params, depositParams: { minDeposit, maxDepositPeriod: maxDepositPeriod! } };
      case 'voting':
        return { params, votingParams: { votingPeriod: votingPeriod! } };
      case 'tallying':
        return { params, tallyParams: { quorum, threshold, vetoThreshold } };
      default:
        return { params };
    }
  }),
  queryRoute(path('Constitution'), [QueryConstitutionRequest, QueryConstitutionResponse], ({ gov }) => ({
    constitution: gov.schema.constitution.get() ?? '',
  })),
];

export const govQueries: readonly SdkQueryRoute[] = [...proposalQueries, ...voteQueries, ...paramsQueries];
