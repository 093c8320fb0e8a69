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
import { invalidArgument } from '../../types/queryStatus.js';
import { queryRoute, type SdkQueryRoute } from '../routes.js';
import { findDeposit, findProposal, findVote, pageOfDeposits, pageOfProposals, pageOfVotes, tallyOf } from './ask.js';
import type { GovKeeper } from './keeper.js';
import { govLegacyQueries } from './legacy/queries.js';

const path = (method: string): string => `/cosmos.gov.v1.Query/${method}`;

/** All parameters, and beside them the group that old clients ask for. */
function paramsOf({ params }: GovKeeper, type: string): QueryParamsResponse {
  const { minDeposit, maxDepositPeriod, votingPeriod, quorum, threshold, vetoThreshold } = params;
  switch (type) {
    case '':
      return { params };
    case 'deposit':
      return { params, depositParams: { minDeposit, maxDepositPeriod: maxDepositPeriod! } };
    case 'voting':
      return { params, votingParams: { votingPeriod: votingPeriod! } };
    case 'tallying':
      return { params, tallyParams: { quorum, threshold, vetoThreshold } };
    default:
      throw invalidArgument(`unknown params type: ${type}`);
  }
}

export const govQueries: readonly SdkQueryRoute[] = [
  queryRoute(path('Proposal'), [QueryProposalRequest, QueryProposalResponse], ({ gov }, { proposalId }) => ({
    proposal: findProposal(gov, proposalId),
  })),
  queryRoute(path('Proposals'), [QueryProposalsRequest, QueryProposalsResponse], ({ gov }, request) => {
    const { items, pagination } = pageOfProposals(gov, request);
    return { proposals: items, pagination };
  }),
  queryRoute(path('TallyResult'), [QueryTallyResultRequest, QueryTallyResultResponse], ({ gov }, { proposalId }) => ({
    tally: tallyOf(gov, proposalId),
  })),
  queryRoute(path('Vote'), [QueryVoteRequest, QueryVoteResponse], ({ gov }, { proposalId, voter }) => ({
    vote: findVote(gov, proposalId, voter),
  })),
  queryRoute(path('Votes'), [QueryVotesRequest, QueryVotesResponse], ({ gov }, request) => {
    const { items, pagination } = pageOfVotes(gov, request);
    return { votes: items, pagination };
  }),
  queryRoute(path('Deposit'), [QueryDepositRequest, QueryDepositResponse], ({ gov }, { proposalId, depositor }) => ({
    deposit: findDeposit(gov, proposalId, depositor),
  })),
  queryRoute(path('Deposits'), [QueryDepositsRequest, QueryDepositsResponse], ({ gov }, request) => {
    const { items, pagination } = pageOfDeposits(gov, request);
    return { deposits: items, pagination };
  }),
  queryRoute(path('Params'), [QueryParamsRequest, QueryParamsResponse], ({ gov }, { paramsType }) =>
    paramsOf(gov, paramsType),
  ),
  queryRoute(path('Constitution'), [QueryConstitutionRequest, QueryConstitutionResponse], ({ gov }) => ({
    constitution: gov.schema.constitution.get() ?? '',
  })),
  ...govLegacyQueries,
];
