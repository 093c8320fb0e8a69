import {
  type GroupInfo,
  type GroupMember,
  type GroupPolicyInfo,
  type Proposal,
  type ProposalExecutorResult,
  type ProposalStatus,
  proposalExecutorResultFromJSON,
  proposalExecutorResultToJSON,
  proposalStatusFromJSON,
  proposalStatusToJSON,
  type TallyResult,
  type Vote,
  type VoteOption,
  voteOptionFromJSON,
  voteOptionToJSON,
} from 'cosmjs-types/cosmos/group/v1/types';
import { messageJson, policyJson } from '../anyJson.js';
import {
  atPath,
  enumeration,
  genesisError,
  type Json,
  list,
  optional,
  record,
  text,
  timestamp,
  uint64,
} from '../json.js';
import type { GroupKeeper } from './keeper.js';
import { addWeights, compareWeights, parseNonNegative, parsePositive, zeroWeight } from './weight.js';

export interface GroupGenesis {
  readonly groupSeq: bigint;
  readonly groups: GroupInfo[];
  readonly groupMembers: GroupMember[];
  readonly groupPolicySeq: bigint;
  readonly groupPolicies: GroupPolicyInfo[];
  readonly proposalSeq: bigint;
  readonly proposals: Proposal[];
  readonly votes: Vote[];
}

const proposalJson = record<Proposal>({
  id: uint64,
  groupPolicyAddress: text,
  metadata: text,
  proposers: list(text),
  submitTime: timestamp,
  groupVersion: uint64,
  groupPolicyVersion: uint64,
  status: enumeration<ProposalStatus>(proposalStatusFromJSON, proposalStatusToJSON),
  finalTallyResult: record<TallyResult>({ yesCount: text, abstainCount: text, noCount: text, noWithVetoCount: text }),
  votingPeriodEnd: timestamp,
  executorResult: enumeration<ProposalExecutorResult>(proposalExecutorResultFromJSON, proposalExecutorResultToJSON),
  messages: list(messageJson),
  title: text,
  summary: text,
});

export const groupGenesisJson: Json<GroupGenesis> = record<GroupGenesis>({
  groupSeq: uint64,
  groups: list(
    record<GroupInfo>({
      id: uint64,
      admin: text,
      metadata: text,
      version: uint64,
      totalWeight: text,
      createdAt: timestamp,
    }),
  ),
  groupMembers: list(
    record<GroupMember>({
      groupId: uint64,
      member: optional(record({ address: text, weight: text, metadata: text, addedAt: timestamp })),
    }),
  ),
  groupPolicySeq: uint64,
  groupPolicies: list(
    record<GroupPolicyInfo>({
      address: text,
      groupId: uint64,
      admin: text,
      metadata: text,
      version: uint64,
      decisionPolicy: optional(policyJson),
      createdAt: timestamp,
    }),
  ),
  proposalSeq: uint64,
  proposals: list(proposalJson),
  votes: list(
    record<Vote>({
      proposalId: uint64,
      voter: text,
      option: enumeration<VoteOption>(voteOptionFromJSON, voteOptionToJSON),
      metadata: text,
      submitTime: timestamp,
    }),
  ),
});

/** Reads x/group's genesis and checks it; faults name the path. Total weights must be the members' sums. */
export function readGroupGenesis(genesis: unknown, complaint: (address: string) => string | undefined): GroupGenesis {
  const read = groupGenesisJson.read(genesis, 'group');
  const totals = new Map(read.groups.map(({ id }) => [id, zeroWeight]));
  for (const [index, { id, admin }] of read.groups.entries()) {
    const path = `group.groups[${index}]`;
    if (id === 0n || id > read.groupSeq) throw genesisError(`${path}.id`, 'is not among the ids that were given');
    requireAddress(complaint, admin, `${path}.admin`);
  }
  if (totals.size !== read.groups.length) throw genesisError('group.groups', 'an id comes twice');
  for (const [index, { groupId, member }] of read.groupMembers.entries()) {
    const path = `group.group_members[${index}]`;
    const total = totals.get(groupId);
    if (!member || !total) throw genesisError(path, `no group ${groupId} or no member`);
    requireAddress(complaint, member.address, `${path}.member.address`);
    const weight = atPath(`${path}.member.weight`, () => parsePositive(member.weight));
    totals.set(groupId, addWeights(total, weight));
  }
  for (const [index, { id, totalWeight }] of read.groups.entries()) {
    const path = `group.groups[${index}].total_weight`;
    const given = atPath(path, () => parseNonNegative(totalWeight));
    if (compareWeights(given, totals.get(id)!) !== 0) throw genesisError(path, 'is not the sum of the members');
  }
  const policies = new Set(read.groupPolicies.map(({ address }) => address));
  for (const [index, { address, groupId }] of read.groupPolicies.entries()) {
    requireAddress(complaint, address, `group.group_policies[${index}].address`);
    if (!totals.has(groupId)) throw genesisError(`group.group_policies[${index}].group_id`, `no group ${groupId}`);
  }
  for (const [index, { groupPolicyAddress }] of read.proposals.entries()) {
    if (policies.has(groupPolicyAddress)) continue;
    throw genesisError(`group.proposals[${index}].group_policy_address`, `no policy ${groupPolicyAddress}`);
  }
  const proposals = new Set(read.proposals.map(({ id }) => id));
  for (const [index, { proposalId }] of read.votes.entries()) {
    if (!proposals.has(proposalId))
      throw genesisError(`group.votes[${index}].proposal_id`, `no proposal ${proposalId}`);
  }
  return read;
}

function requireAddress(complaint: (address: string) => string | undefined, address: string, path: string): void {
  const wrong = complaint(address);
  if (wrong !== undefined) throw genesisError(path, wrong);
}

/** Stores tables, indexes and sequences. */
export function initGroup(keeper: GroupKeeper, genesis: GroupGenesis): void {
  const { schema, tables } = keeper;
  schema.groupSequence.set(genesis.groupSeq);
  schema.policySequence.set(genesis.groupPolicySeq);
  schema.proposalSequence.set(genesis.proposalSeq);
  for (const group of genesis.groups) tables.groups.create(group);
  for (const member of genesis.groupMembers) tables.members.create(member);
  for (const policy of genesis.groupPolicies) tables.policies.create(policy);
  for (const proposal of genesis.proposals) tables.proposals.create(proposal);
  for (const vote of genesis.votes) tables.votes.create(vote);
}

/** The genesis document of x/group's state. */
export const exportGroup = ({ schema }: GroupKeeper): unknown =>
  groupGenesisJson.write({
    groupSeq: schema.groupSequence.peek(),
    groups: [...schema.groups.values()],
    groupMembers: [...schema.members.values()],
    groupPolicySeq: schema.policySequence.peek(),
    groupPolicies: [...schema.policies.values()],
    proposalSeq: schema.proposalSequence.peek(),
    proposals: [...schema.proposals.values()],
    votes: [...schema.votes.values()],
  });
