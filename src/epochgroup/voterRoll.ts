import { sdkErrors } from '../types/errors.js';
import type { GroupMember } from '../types/expectedKeepers.js';
import { CodedError } from '../util/errors.js';
import { type EpochGroupGround, groupChanged } from './ground.js';
import type { NewMember } from './groupDraft.js';

/** How members get into x/group; closed after the last one. */
export interface VoterRoll {
  /** Puts a member into a group. Whoever has no weight is refused: nobody votes without. */
  add(groupId: bigint, member: NewMember): void;
  /** Marks a group as one whose members staking does not know yet. */
  markChanged(groupId: bigint): void;
  close(): void;
}

/** Makes the roll of one formation. */
export type OpenVoterRoll = (ground: EpochGroupGround) => VoterRoll;

const voterOf = ({ address, weight, validatorKey: metadata }: NewMember): GroupMember => ({
  address,
  weight,
  metadata,
});

/** As deployed: a change of the group for every member. */
export const oneByOne: OpenVoterRoll = ({ groups, authority }) => ({
  add: (groupId, member) => groups.updateMembers(authority, groupId, [voterOf(member)]),
  markChanged: (groupId) => groups.updateMetadata(authority, groupId, groupChanged),
  close() {},
});

/** All members of a group in one change, when the roll is closed. */
export const allAtOnce: OpenVoterRoll = ({ groups, authority }) => {
  const waiting = new Map<bigint, GroupMember[]>();
  const changed = new Set<bigint>();
  return {
    add(groupId, member) {
      if (member.weight <= 0n) throw new CodedError(sdkErrors.invalidRequest, `${member.address} has no weight`);
      const members = waiting.get(groupId);
      if (members === undefined) waiting.set(groupId, [voterOf(member)]);
      else members.push(voterOf(member));
    },
    markChanged: (groupId) => void changed.add(groupId),
    close() {
      for (const [groupId, members] of waiting) groups.updateMembers(authority, groupId, members);
      for (const groupId of changed) groups.updateMetadata(authority, groupId, groupChanged);
    },
  };
};
