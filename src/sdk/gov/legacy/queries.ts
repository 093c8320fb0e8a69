import {
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
} from 'cosmjs-types/cosmos/gov/v1beta1/query';
import { invalidArgument } from '../../../types/queryStatus.js';
import { queryRoute, type SdkQueryRoute } from '../../routes.js';
import { findDeposit, findProposal, findVote, pageOfDeposits, pageOfProposals, pageOfVotes, tallyOf } from '../ask.js';
import { legacyDeposit, legacyParams, legacyProposal, legacyTally, legacyVote } from './convert.js';

const path = (method: string): string => `/cosmos.gov.v1beta1.Query/${method}`;

/** The queries of gov v1beta1: those of v1 in other clothes. */
export const govLegacyQueries: readonly SdkQueryRoute[] = [
  queryRoute(path('Proposal'), [QueryProposalRequest, QueryProposalResponse], ({ gov }, { proposalId }) => ({
    proposal: legacyProposal(findProposal(gov, proposalId)),
  })),
  queryRoute(path('Proposals'), [QueryProposalsRequest, QueryProposalsResponse], ({ gov }, request) => {
    const { items, pagination } = pageOfProposals(gov, {
      ...request,
      proposalStatus: request.proposalStatus as number,
    });
    return { proposals: items.map(legacyProposal), pagination };
  }),
  queryRoute(path('Vote'), [QueryVoteRequest, QueryVoteResponse], ({ gov }, { proposalId, voter }) => ({
    vote: legacyVote(findVote(gov, proposalId, voter)),
  })),
  queryRoute(path('Votes'), [QueryVotesRequest, QueryVotesResponse], ({ gov }, request) => {
    const { items, pagination } = pageOfVotes(gov, request);
    return { votes: items.map(legacyVote), pagination };
  }),
  queryRoute(path('Deposit'), [QueryDepositRequest, QueryDepositResponse], ({ gov }, { proposalId, depositor }) => ({
    deposit: legacyDeposit(findDeposit(gov, proposalId, depositor)),
  })),
  queryRoute(path('Deposits'), [QueryDepositsRequest, QueryDepositsResponse], ({ gov }, request) => {
    const { items, pagination } = pageOfDeposits(gov, request);
    return { deposits: items.map(legacyDeposit), pagination };
  }),
  queryRoute(path('TallyResult'), [QueryTallyResultRequest, QueryTallyResultResponse], ({ gov }, { proposalId }) => ({
    tally: legacyTally(tallyOf(gov, proposalId)),
  })),
  queryRoute(path('Params'), [QueryParamsRequest, QueryParamsResponse], ({ gov }, { paramsType }) => {
    const params = legacyParams(paramsType, gov.params);
    if (params) return params;
    if (paramsType !== '') throw invalidArgument(`unknown params type: ${paramsType}`);
    throw invalidArgument(`${paramsType} is not a valid parameter type`);
  }),
];
