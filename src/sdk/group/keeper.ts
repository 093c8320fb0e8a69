import type { GroupInfo, GroupPolicyInfo, GroupMember as MemberRecord } from 'cosmjs-types/cosmos/group/v1/types';
import type { Context } from '../../types/context.js';
import { sdkErrors } from '../../types/errors.js';
import type { ExpectedGroup, GroupMember } from '../../types/expectedKeepers.js';
import type { MsgRouter } from '../../types/module.js';
import { within } from '../../types/wrapped.js';
import { utf8ToBytes } from '../../util/bytes.js';
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
import { groupSchema, groupStore } from './schema.js';
import {
  addWeights,
  formatWeight,
  parseNonNegative,
  parsePositive,
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

const maxMetadataLength = 255;

/** Groups of weighted members, policies that act for them, proposals and votes: x/group of SDK 0.53. */
export class GroupKeeper implements ExpectedGroup {
  readonly ctx: Context;
  readonly addresses: Addresses;
  readonly router: MsgRouter;
  readonly schema: ReturnType<typeof groupSchema>;
  readonly #auth: AuthKeeper;

  constructor(ctx: Context, config: Pick<SdkConfig, 'router'>, auth: AuthKeeper) {
    this.ctx = ctx;
    this.addresses = auth.addresses;
    this.router = config.router;
    this.schema = groupSchema(ctx.stores.store(groupStore), auth.addresses);
    this.#auth = auth;
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
    within('members', () => this.#checkMembers(members));
    requireShort(metadata, 'group metadata');
    const weights = members.map((member) => {
      requireShort(member.metadata, 'member metadata');
      return parsePositive(member.weight);
    });
    const id = this.schema.groupSequence.peek() + 1n;
    this.schema.groupSequence.set(id);
    const totalWeight = formatWeight(weights.reduce(addWeights, zeroWeight));
    this.setGroup({ id, admin, metadata, version: 1n, totalWeight, createdAt: this.#now() });
    for (const member of members) this.setMember({ groupId: id, member: { ...member, addedAt: this.#now() } });
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
    this.setPolicy({ address, groupId, admin, metadata, version: 1n, decisionPolicy, createdAt: this.#now() });
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
    within('members', () => this.#checkMembers(updates));
    this.#updateGroup(admin, groupId, 'members updated', (group) => {
      let total = within('group total weight', () => parseNonNegative(group.totalWeight));
      for (const update of updates) total = this.#updateMember(groupId, update, total);
      return { ...group, totalWeight: formatWeight(total) };
    });
  }

  #updateMember(groupId: bigint, update: MemberUpdate, total: Weight): Weight {
    requireShort(update.metadata, 'group member metadata');
    const weight = parseNonNegative(update.weight);
    const known = this.member(groupId, update.address)?.member;
    const rest = known ? subWeights(total, parsePositive(known.weight)) : total;
    if (weight.units === 0n) {
      if (!known) throw new CodedError(sdkErrors.notFound, 'unknown member');
      this.#removeMember(groupId, update.address);
      return rest;
    }
    const addedAt = known?.addedAt ?? this.#now();
    this.setMember({ groupId, member: { ...update, addedAt } });
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
      this.setGroup(changed);
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
    this.#removeMember(groupId, address);
    const left = { ...group, totalWeight: formatWeight(total), version: group.version + 1n };
    for (const policy of this.policiesOf(groupId)) validatePolicy(unpackPolicy(policy.decisionPolicy), left);
    this.setGroup(left);
    this.ctx.emit(typedEvent('cosmos.group.v1.EventLeaveGroup', { address, group_id: groupId }));
  }

  /** Stores a group; its index entry follows the admin. */
  setGroup(group: GroupInfo): void {
    const old = this.schema.groups.get(group.id);
    this.schema.groups.set(group.id, group);
    if (old?.admin === group.admin) return;
    if (old) this.schema.groupsByAdmin.remove([old.admin, group.id]);
    this.schema.groupsByAdmin.add([group.admin, group.id]);
  }

  /** Stores a member; a new one gets index entries. */
  setMember(record: MemberRecord): void {
    const { groupId } = record;
    const { address } = record.member!;
    const known = this.schema.members.has([groupId, address]);
    this.schema.members.set([groupId, address], record);
    if (known) return;
    this.schema.membersByGroup.add([groupId, groupId, address]);
    this.schema.membersByAddress.add([address, groupId, address]);
  }

  #removeMember(groupId: bigint, address: string): void {
    this.schema.members.remove([groupId, address]);
    this.schema.membersByGroup.remove([groupId, groupId, address]);
    this.schema.membersByAddress.remove([address, groupId, address]);
  }

  /** Stores a policy; its index entry follows the admin. */
  setPolicy(policy: GroupPolicyInfo): void {
    const old = this.schema.policies.get(policy.address);
    this.schema.policies.set(policy.address, policy);
    if (!old) this.schema.policiesByGroup.add([policy.groupId, policy.address]);
    if (old?.admin === policy.admin) return;
    if (old) this.schema.policiesByAdmin.remove([old.admin, policy.address]);
    this.schema.policiesByAdmin.add([policy.admin, policy.address]);
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

  #checkMembers(members: readonly MemberUpdate[]): void {
    const seen = new Set<string>();
    for (const { address, weight } of members) {
      if (seen.has(address)) throw new CodedError(groupErrors.duplicate, `address: ${address}`);
      requireAccount(this.addresses, address, `member address ${address}`);
      within('weight must be non negative', () => parseNonNegative(weight));
      seen.add(address);
    }
  }
}

/** Refuses texts of more than 255 bytes: `group` 4. */
export function requireShort(text: string, what: string, limit = maxMetadataLength): void {
  if (utf8ToBytes(text).length > limit) throw new CodedError(groupErrors.maxLimit, what);
}
