import type {
  GroupInfo,
  GroupPolicyInfo,
  Member,
  GroupMember as MemberRecord,
} from 'cosmjs-types/cosmos/group/v1/types';
import type { Context } from '../../types/context.js';
import { sdkErrors } from '../../types/errors.js';
import type { ExpectedGroup, GroupMember } from '../../types/expectedKeepers.js';
import type { MsgRouter } from '../../types/module.js';
import { within } from '../../types/wrapped.js';
import { CodedError } from '../../util/errors.js';
import { type Addresses, requireAccount } from '../addresses.js';
import type { AuthKeeper } from '../auth/keeper.js';
import type { SdkConfig } from '../config.js';
import { groupErrors } from '../errors.js';
import { toSeconds } from '../time.js';
import { typedEvent } from '../typedEvent.js';
import { type DecisionPolicy, packPolicy, unpackPolicy, validatePolicy, validatePolicyBasic } from './policy.js';
import { newPolicyAccount } from './policyAccount.js';
import * as proposals from './proposals.js';
import { requireShort } from './requireShort.js';
import { type GroupSchema, groupSchema, groupStore } from './schema.js';
import { takeNumber } from './table.js';
import { type GroupTables, groupTables } from './tables.js';
import {
  addWeights,
  formatWeight,
  parseNonNegative,
  parsePositive,
  requirePositive,
  subWeights,
  type Weight,
  wholeWeight,
  zeroWeight,
} from './weight.js';

/** A member as messages name him; weight 0 removes. */
export interface MemberUpdate {
  readonly address: string;
  readonly weight: string;
  readonly metadata: string;
}

/** Groups of weighted members, policies that act for them, proposals and votes: x/group of SDK 0.53. */
export class GroupKeeper implements ExpectedGroup {
  readonly ctx: Context;
  readonly addresses: Addresses;
  readonly router: MsgRouter;
  readonly schema: GroupSchema;
  readonly #auth: AuthKeeper;
  #tables: GroupTables | undefined;

  constructor(ctx: Context, config: Pick<SdkConfig, 'router'>, auth: AuthKeeper) {
    this.ctx = ctx;
    this.addresses = auth.addresses;
    this.router = config.router;
    this.schema = groupSchema.lazily(ctx.stores.store(groupStore), auth.addresses);
    this.#auth = auth;
  }

  /** For those who write; most contexts only read. */
  get tables(): GroupTables {
    this.#tables ??= groupTables(this.schema, this.addresses);
    return this.#tables;
  }

  requireGroup(groupId: bigint): GroupInfo {
    const group = this.schema.groups.get(groupId);
    if (!group) throw new CodedError(sdkErrors.notFound);
    return group;
  }

  requirePolicy(address: string): GroupPolicyInfo {
    const policy = this.schema.policies.get(address);
    if (!policy) throw new CodedError(sdkErrors.notFound);
    return policy;
  }

  member(groupId: bigint, address: string): MemberRecord | undefined {
    return this.schema.members.get([groupId, address]);
  }

  /** In order of address bytes. */
  memberRecords(groupId: bigint): IterableIterator<MemberRecord> {
    return this.schema.members.values({ prefix: [groupId] });
  }

  members(groupId: bigint): GroupMember[] {
    return [...this.memberRecords(groupId)].map(({ member }) => ({
      address: member!.address,
      weight: wholeWeight(member!.weight),
      metadata: member!.metadata,
    }));
  }

  metadata(groupId: bigint): string {
    return this.requireGroup(groupId).metadata;
  }

  *policiesOf(groupId: bigint): IterableIterator<GroupPolicyInfo> {
    for (const [, address] of this.schema.policiesByGroup.keys({ prefix: [groupId] }))
      yield this.requirePolicy(address);
  }

  /** Makes a group; members need weights above 0. Answers its id. Cost: O(members). */
  create(admin: string, members: readonly MemberUpdate[], metadata: string): bigint {
    requireAccount(this.addresses, admin, `invalid admin address: ${admin}`);
    const weights = within('members', () => this.#weightsOf(members));
    requireShort(metadata, 'group metadata');
    members.forEach((member, i) => {
      requireShort(member.metadata, 'member metadata');
      requirePositive(weights[i]!, member.weight);
    });
    const id = takeNumber(this.schema.groupSequence);
    const totalWeight = formatWeight(weights.reduce(addWeights, zeroWeight));
    this.tables.groups.create({ id, admin, metadata, version: 1n, totalWeight, createdAt: this.#now() });
    for (const member of members) {
      this.tables.members.create({ groupId: id, member: { ...member, addedAt: this.#now() } });
    }
    this.ctx.emit(typedEvent('cosmos.group.v1.EventCreateGroup', { group_id: id }));
    return id;
  }

  createWithPolicy(options: Parameters<ExpectedGroup['createWithPolicy']>[0]): {
    groupId: bigint;
    policyAddress: string;
  } {
    const groupId = within('group response', () => this.create(options.admin, [], options.metadata));
    const policy: DecisionPolicy = {
      kind: 'percentage',
      bound: options.percentage,
      votingPeriod: options.votingPeriod * 1_000_000_000n,
      minExecutionPeriod: options.minExecutionPeriod * 1_000_000_000n,
    };
    const policyAddress = within('group policy response', () => this.createPolicy(options.admin, groupId, '', policy));
    return { groupId, policyAddress };
  }

  /** Makes a policy of a group with an account of its own, whose address follows from a sequence. */
  createPolicy(admin: string, groupId: bigint, metadata: string, policy: DecisionPolicy): string {
    requireShort(metadata, 'group policy metadata');
    within('decision policy', () => validatePolicyBasic(policy));
    const group = this.requireGroup(groupId);
    if (group.admin !== admin) throw new CodedError(sdkErrors.unauthorized, 'not group admin');
    validatePolicy(policy, group);
    const address = newPolicyAccount(this.schema.policySequence, this.#auth);
    const decisionPolicy = packPolicy(policy);
    this.tables.policies.create({
      address,
      groupId,
      admin,
      metadata,
      version: 1n,
      decisionPolicy,
      createdAt: this.#now(),
    });
    this.ctx.emit(typedEvent('cosmos.group.v1.EventCreateGroupPolicy', { address }));
    return address;
  }

  updateMembers(admin: string, groupId: bigint, members: readonly GroupMember[]): void {
    this.updateMemberWeights(
      admin,
      groupId,
      members.map((member) => ({ ...member, weight: String(member.weight) })),
    );
  }

  /** Adds, changes and removes members (weight 0); removing an unknown one is sdk 38. Cost: O(updates + policies). */
  updateMemberWeights(admin: string, groupId: bigint, updates: readonly MemberUpdate[]): void {
    if (updates.length === 0) throw new CodedError(groupErrors.empty, 'member updates');
    const weights = within('members', () => this.#weightsOf(updates));
    this.#updateGroup(admin, groupId, 'members updated', (group) => {
      const addedAt = this.#now();
      let total = within('group total weight', () => parseNonNegative(group.totalWeight));
      updates.forEach(({ address, weight, metadata }, i) => {
        total = this.#updateMember(groupId, { address, weight, metadata, addedAt }, weights[i]!, total);
      });
      return { ...group, totalWeight: formatWeight(total) };
    });
  }

  /** Answers the group's total after the change. */
  #updateMember(groupId: bigint, member: Member, weight: Weight, total: Weight): Weight {
    requireShort(member.metadata, 'group member metadata');
    const known = this.member(groupId, member.address)?.member;
    const rest = known ? subWeights(total, parsePositive(known.weight)) : total;
    if (weight.units === 0n) {
      if (!known) throw new CodedError(sdkErrors.notFound, 'unknown member');
      this.tables.members.remove([groupId, member.address]);
      return rest;
    }
    if (known) this.tables.members.update({ groupId, member: { ...member, addedAt: known.addedAt } });
    else this.tables.members.create({ groupId, member });
    return addWeights(rest, weight);
  }

  updateMetadata(admin: string, groupId: bigint, metadata: string): void {
    requireShort(metadata, 'group metadata');
    this.#updateGroup(admin, groupId, 'metadata updated', (group) => ({ ...group, metadata }));
  }

  updateAdmin(admin: string, groupId: bigint, newAdmin: string): void {
    if (admin === newAdmin) throw new CodedError(groupErrors.invalid, 'new and old admin are the same');
    requireAccount(this.addresses, newAdmin, 'new admin address');
    this.#updateGroup(admin, groupId, 'admin updated', (group) => ({ ...group, admin: newAdmin }));
  }

  #updateGroup(admin: string, groupId: bigint, note: string, change: (group: GroupInfo) => GroupInfo): void {
    if (groupId === 0n) throw new CodedError(groupErrors.empty, 'group id');
    const group = this.requireGroup(groupId);
    if (group.admin !== admin) {
      throw new CodedError(sdkErrors.unauthorized, `not group admin; got ${admin}, expected ${group.admin}`);
    }
    within(note, () => {
      const changed = { ...change(group), version: group.version + 1n };
      for (const policy of this.policiesOf(groupId)) validatePolicy(unpackPolicy(policy.decisionPolicy), changed);
      this.tables.groups.update(changed);
    });
    this.ctx.emit(typedEvent('cosmos.group.v1.EventUpdateGroup', { group_id: groupId }));
  }

  /** Takes a member out at his own wish. */
  leave(groupId: bigint, address: string): void {
    requireAccount(this.addresses, address, 'group member');
    const group = within('group', () => this.requireGroup(groupId));
    const known = this.member(groupId, address)?.member;
    if (!known) throw new CodedError(sdkErrors.notFound, `${address} is not part of group ${groupId}`);
    const total = subWeights(parseNonNegative(group.totalWeight), parsePositive(known.weight));
    this.tables.members.remove([groupId, address]);
    const left = { ...group, totalWeight: formatWeight(total), version: group.version + 1n };
    for (const policy of this.policiesOf(groupId)) validatePolicy(unpackPolicy(policy.decisionPolicy), left);
    this.tables.groups.update(left);
    this.ctx.emit(typedEvent('cosmos.group.v1.EventLeaveGroup', { address, group_id: groupId }));
  }

  submitProposal(options: Parameters<ExpectedGroup['submitProposal']>[0]): bigint {
    return proposals.submitProposal(this, { ...options, title: '', summary: '' });
  }

  voteAndTry(proposalId: bigint, voter: string, option: 'yes' | 'no', metadata = ''): void {
    proposals.vote(this, { proposalId, voter, option: proposals.optionOf(option), metadata });
    proposals.execute(this, proposalId);
  }

  #now() {
    return toSeconds(this.ctx.block.time);
  }

  /** The weights of members, each of whom must be there once. */
  #weightsOf(members: readonly MemberUpdate[]): Weight[] {
    const seen = new Set<string>();
    return members.map(({ address, weight }) => {
      if (seen.has(address)) throw new CodedError(groupErrors.duplicate, `address: ${address}`);
      requireAccount(this.addresses, address, `member address ${address}`);
      seen.add(address);
      return within('weight must be non negative', () => parseNonNegative(weight));
    });
  }
}
