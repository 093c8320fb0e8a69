import type { GroupInfo, GroupMember, GroupPolicyInfo, Proposal, Vote } from 'cosmjs-types/cosmos/group/v1/types';
import { uint64 } from '../../store/keyCodec.js';
import type { Addresses } from '../addresses.js';
import { fromSeconds } from '../time.js';
import { timeKeyWithLength } from '../timeKey.js';
import type { GroupSchema } from './schema.js';
import { Table, tableIndex } from './table.js';

export type GroupTables = ReturnType<typeof groupTables>;

/** The tables that x/group writes to, each with its indexes. */
export const groupTables = (schema: GroupSchema, { account }: Addresses) => ({
  groups: new Table(schema.groups, (group: GroupInfo) => group.id, [
    tableIndex(schema.groupsByAdmin, account, ({ admin }) => admin),
  ]),
  members: new Table(schema.members, memberKey, [
    tableIndex(schema.membersByGroup, uint64, ({ groupId }) => groupId),
    tableIndex(schema.membersByAddress, account, ({ member }) => member!.address),
  ]),
  policies: new Table(schema.policies, (policy: GroupPolicyInfo) => policy.address, [
    tableIndex(schema.policiesByGroup, uint64, ({ groupId }) => groupId),
    tableIndex(schema.policiesByAdmin, account, ({ admin }) => admin),
  ]),
  proposals: new Table(schema.proposals, (proposal: Proposal) => proposal.id, [
    tableIndex(schema.proposalsByPolicy, account, ({ groupPolicyAddress }) => groupPolicyAddress),
    tableIndex(schema.proposalsByVotingEnd, timeKeyWithLength, ({ votingPeriodEnd }) => fromSeconds(votingPeriodEnd)),
  ]),
  votes: new Table(schema.votes, voteKey, [
    tableIndex(schema.votesByProposal, uint64, ({ proposalId }) => proposalId),
    tableIndex(schema.votesByVoter, account, ({ voter }) => voter),
  ]),
});

const memberKey = ({ groupId, member }: GroupMember) => [groupId, member!.address] as const;
const voteKey = ({ proposalId, voter }: Vote) => [proposalId, voter] as const;
