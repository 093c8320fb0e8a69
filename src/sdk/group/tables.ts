import type { GroupInfo, GroupMember, GroupPolicyInfo, Proposal, Vote } from 'cosmjs-types/cosmos/group/v1/types';
import { fromSeconds } from '../time.js';
import type { GroupSchema } from './schema.js';
import { Table, tableIndex } from './table.js';

export type GroupTables = ReturnType<typeof groupTables>;

/** The tables that x/group writes to, each with its indexes. */
export const groupTables = (schema: GroupSchema) => ({
  groups: new Table(schema.groups, (group: GroupInfo) => group.id, [
    tableIndex(schema.groupsByAdmin, ({ admin, id }) => [admin, id] as const),
  ]),
  members: new Table(schema.members, memberKey, [
    tableIndex(schema.membersByGroup, (record) => [record.groupId, ...memberKey(record)] as const),
    tableIndex(schema.membersByAddress, (record) => [record.member!.address, ...memberKey(record)] as const),
  ]),
  policies: new Table(schema.policies, (policy: GroupPolicyInfo) => policy.address, [
    tableIndex(schema.policiesByGroup, ({ groupId, address }) => [groupId, address] as const),
    tableIndex(schema.policiesByAdmin, ({ admin, address }) => [admin, address] as const),
  ]),
  proposals: new Table(schema.proposals, (proposal: Proposal) => proposal.id, [
    tableIndex(schema.proposalsByPolicy, ({ groupPolicyAddress, id }) => [groupPolicyAddress, id] as const),
    tableIndex(schema.proposalsByVotingEnd, ({ votingPeriodEnd, id }) => [fromSeconds(votingPeriodEnd), id] as const),
  ]),
  votes: new Table(schema.votes, voteKey, [
    tableIndex(schema.votesByProposal, (vote) => [vote.proposalId, ...voteKey(vote)] as const),
    tableIndex(schema.votesByVoter, (vote) => [vote.voter, ...voteKey(vote)] as const),
  ]),
});

const memberKey = ({ groupId, member }: GroupMember) => [groupId, member!.address] as const;
const voteKey = ({ proposalId, voter }: Vote) => [proposalId, voter] as const;
