import type { PageRequest } from 'cosmjs-types/cosmos/base/query/v1beta1/pagination';
import {
  QueryGroupInfoRequest,
  QueryGroupInfoResponse,
  QueryGroupMembersRequest,
  QueryGroupMembersResponse,
  QueryGroupPoliciesByAdminRequest,
  QueryGroupPoliciesByAdminResponse,
  QueryGroupPoliciesByGroupRequest,
  QueryGroupPoliciesByGroupResponse,
  QueryGroupPolicyInfoRequest,
  QueryGroupPolicyInfoResponse,
  QueryGroupsByAdminRequest,
  QueryGroupsByAdminResponse,
  QueryGroupsByMemberRequest,
  QueryGroupsByMemberResponse,
  QueryGroupsRequest,
  QueryGroupsResponse,
  QueryProposalRequest,
  QueryProposalResponse,
  QueryProposalsByGroupPolicyRequest,
  QueryProposalsByGroupPolicyResponse,
  QueryTallyResultRequest,
  QueryTallyResultResponse,
  QueryVoteByProposalVoterRequest,
  QueryVoteByProposalVoterResponse,
  QueryVotesByProposalRequest,
  QueryVotesByProposalResponse,
  QueryVotesByVoterRequest,
  QueryVotesByVoterResponse,
} from 'cosmjs-types/cosmos/group/v1/query';
import { decodeKey, KeyCursor, uint64 } from '../../store/keyCodec.js';
import type { Key } from '../../store/kv.js';
import type { Value } from '../../store/value.js';
import { addressComplaint } from '../../types/address.js';
import type { Context } from '../../types/context.js';
import { sdkErrors } from '../../types/errors.js';
import { type Page, page } from '../../types/paging.js';
import { invalidArgument } from '../../types/queryStatus.js';
import { within } from '../../types/wrapped.js';
import { CodedError } from '../../util/errors.js';
import { queryRoute, type SdkQueryRoute } from '../routes.js';
import type { GroupKeeper } from './keeper.js';
import { requireProposal } from './proposals.js';
import {
  groupStore,
  groupsByAdminPrefix,
  groupsPrefix,
  membersByAddressPrefix,
  membersPrefix,
  policiesByAdminPrefix,
  policiesByGroupPrefix,
  proposalsByPolicyPrefix,
  votesByVoterPrefix,
  votesPrefix,
} from './schema.js';
import { tally } from './tally.js';

const path = (method: string): string => `/cosmos.group.v1.Query/${method}`;

function pageOf<T>(
  ctx: Context,
  prefix: string,
  pagination: PageRequest | undefined,
  read: (key: Key, value: Value) => T | undefined,
): Page<T> {
  return page(ctx.stores.store(groupStore), prefix, pagination, read);
}

/** An address as the start of index keys; a malformed one is an invalid argument. */
function startOf(group: GroupKeeper, address: string): Key {
  const complaint = addressComplaint(address, group.addresses.prefix);
  if (complaint !== undefined) throw invalidArgument(complaint);
  return group.addresses.account.encodePart(address);
}

const groupQueries: readonly SdkQueryRoute[] = [
  queryRoute(path('GroupInfo'), [QueryGroupInfoRequest, QueryGroupInfoResponse], ({ group }, { groupId }) => ({
    info: within('group', () => group.requireGroup(groupId)),
  })),
  queryRoute(path('Groups'), [QueryGroupsRequest, QueryGroupsResponse], ({ group }, { pagination }, ctx) => {
    const codec = group.schema.groups.valueCodec;
    const found = pageOf(ctx, groupsPrefix, pagination, (_key, value) => value.read(codec));
    return { groups: found.items, pagination: found.pagination };
  }),
  queryRoute(path('GroupMembers'), [QueryGroupMembersRequest, QueryGroupMembersResponse], ({ group }, request, ctx) => {
    const codec = group.schema.members.valueCodec;
    const prefix = membersPrefix + uint64.encode(request.groupId);
    const found = pageOf(ctx, prefix, request.pagination, (_key, value) => value.read(codec));
    return { members: found.items, pagination: found.pagination };
  }),
  queryRoute(
    path('GroupsByAdmin'),
    [QueryGroupsByAdminRequest, QueryGroupsByAdminResponse],
    ({ group }, request, ctx) => {
      const prefix = groupsByAdminPrefix + startOf(group, request.admin);
      const found = pageOf(ctx, prefix, request.pagination, (key) => group.requireGroup(decodeKey(uint64, key)));
      return { groups: found.items, pagination: found.pagination };
    },
  ),
  queryRoute(
    path('GroupsByMember'),
    [QueryGroupsByMemberRequest, QueryGroupsByMemberResponse],
    ({ group }, request, ctx) => {
      const prefix = membersByAddressPrefix + startOf(group, request.address);
      const found = pageOf(ctx, prefix, request.pagination, (key) =>
        group.requireGroup(uint64.readPart(new KeyCursor(key))),
      );
      return { groups: found.items, pagination: found.pagination };
    },
  ),
];

const policyQueries: readonly SdkQueryRoute[] = [
  queryRoute(
    path('GroupPolicyInfo'),
    [QueryGroupPolicyInfoRequest, QueryGroupPolicyInfoResponse],
    ({ group }, { address }) => ({ info: within('group policy', () => group.requirePolicy(address)) }),
  ),
  queryRoute(
    path('GroupPoliciesByGroup'),
    [QueryGroupPoliciesByGroupRequest, QueryGroupPoliciesByGroupResponse],
    ({ group }, { groupId, pagination }, ctx) => {
      const prefix = policiesByGroupPrefix + uint64.encode(groupId);
      const found = pageOf(ctx, prefix, pagination, (key) =>
        group.requirePolicy(decodeKey(group.addresses.accountPart, key)),
      );
      return { groupPolicies: found.items, pagination: found.pagination };
    },
  ),
  queryRoute(
    path('GroupPoliciesByAdmin'),
    [QueryGroupPoliciesByAdminRequest, QueryGroupPoliciesByAdminResponse],
    ({ group }, { admin, pagination }, ctx) => {
      const prefix = policiesByAdminPrefix + startOf(group, admin);
      const found = pageOf(ctx, prefix, pagination, (key) =>
        group.requirePolicy(decodeKey(group.addresses.accountPart, key)),
      );
      return { groupPolicies: found.items, pagination: found.pagination };
    },
  ),
];

const proposalQueries: readonly SdkQueryRoute[] = [
  queryRoute(path('Proposal'), [QueryProposalRequest, QueryProposalResponse], ({ group }, { proposalId }) => ({
    proposal: requireProposal(group, proposalId),
  })),
  queryRoute(
    path('ProposalsByGroupPolicy'),
    [QueryProposalsByGroupPolicyRequest, QueryProposalsByGroupPolicyResponse],
    ({ group }, { address, pagination }, ctx) => {
      const prefix = proposalsByPolicyPrefix + startOf(group, address);
      const found = pageOf(ctx, prefix, pagination, (key) => requireProposal(group, decodeKey(uint64, key)));
      return { proposals: found.items, pagination: found.pagination };
    },
  ),
  queryRoute(path('TallyResult'), [QueryTallyResultRequest, QueryTallyResultResponse], ({ group }, { proposalId }) => {
    const proposal = requireProposal(group, proposalId);
    const { groupId } = within('load group policy', () => group.requirePolicy(proposal.groupPolicyAddress));
    return { tally: tally(group, proposal, groupId) };
  }),
  queryRoute(
    path('VoteByProposalVoter'),
    [QueryVoteByProposalVoterRequest, QueryVoteByProposalVoterResponse],
    ({ group }, { proposalId, voter }) => {
      startOf(group, voter);
      const vote = group.schema.votes.get([proposalId, voter]);
      if (!vote) throw new CodedError(sdkErrors.notFound);
      return { vote };
    },
  ),
  queryRoute(
    path('VotesByProposal'),
    [QueryVotesByProposalRequest, QueryVotesByProposalResponse],
    ({ group }, request, ctx) => {
      const codec = group.schema.votes.valueCodec;
      const prefix = votesPrefix + uint64.encode(request.proposalId);
      const found = pageOf(ctx, prefix, request.pagination, (_key, value) => value.read(codec));
      return { votes: found.items, pagination: found.pagination };
    },
  ),
  queryRoute(path('VotesByVoter'), [QueryVotesByVoterRequest, QueryVotesByVoterResponse], ({ group }, request, ctx) => {
    const prefix = votesByVoterPrefix + startOf(group, request.voter);
    const found = pageOf(ctx, prefix, request.pagination, (key) =>
      group.schema.votes.require([uint64.readPart(new KeyCursor(key)), request.voter]),
    );
    return { votes: found.items, pagination: found.pagination };
  }),
];

export const groupQueryRoutes: readonly SdkQueryRoute[] = [...groupQueries, ...policyQueries, ...proposalQueries];
