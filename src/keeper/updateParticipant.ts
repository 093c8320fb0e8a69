import { type Participant, ParticipantStatus } from '../gen/inference/inference/participant.js';
import { moduleAddress } from './accounts.js';
import { getCurrentRootGroup } from './epochGroupData.js';
import type { Keeper } from './keeper.js';
import { getParticipant, setParticipant } from './participants.js';

/** Metadata of an x/group group whose members the validator set does not show yet. */
export const changedMark = 'changed';

/**
 * Stores a participant as a message leaves him. Who falls to INVALID leaves the epoch's group (reference, section 6).
 *
 * Record and group are looked at with every change, and messages pay for both.
 */
export function updateParticipant(keeper: Keeper, participant: Participant): void {
  const before = getParticipant(keeper, participant.address);
  setParticipant(keeper, participant);
  const root = getCurrentRootGroup(keeper);
  const hasFallen = participant.status === ParticipantStatus.INVALID && before?.status !== ParticipantStatus.INVALID;
  if (hasFallen && root !== undefined) leaveGroup(keeper, root.epochGroupId, participant);
}

/** Cost: O(members). Who served in an earlier epoch may be no member of this one. */
function leaveGroup(keeper: Keeper, groupId: bigint, { address, validatorKey }: Participant): void {
  const { group } = keeper.neighbours;
  if (!group.members(groupId).some((member) => member.address === address)) return;
  const admin = moduleAddress(keeper, 'gov');
  group.updateMembers(admin, groupId, [{ address, weight: 0n, metadata: validatorKey }]);
  group.updateMetadata(admin, groupId, changedMark);
}
