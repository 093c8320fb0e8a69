import type { BLSParticipantInfo, EpochBLSData } from '../../gen/inference/bls/bls.js';
import { event } from '../../types/events.js';
import { bytesToBase64 } from '../../util/bytes.js';
import * as dec from '../../util/legacyDec.js';

/** JSON as typed events hold it: as protobuf writes it, with Go's escapes. */
const goJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);

const memberJson = (member: BLSParticipantInfo) => ({
  address: member.address,
  percentage_weight: dec.format(dec.fromUnits(BigInt(member.percentageWeight))),
  secp256k1_public_key: bytesToBase64(member.secp256k1PublicKey),
  slot_start_index: member.slotStartIndex,
  slot_end_index: member.slotEndIndex,
});

/** The members of an epoch as an event tells them. */
export const membersJson = (members: readonly BLSParticipantInfo[]): string => goJson(members.map(memberJson));

/** Tells that nobody dealt in time. */
export function failedEvent(keys: EpochBLSData) {
  const { epochId, iTotalSlots, participants } = keys;
  const epochData = {
    epoch_id: String(epochId),
    i_total_slots: iTotalSlots,
    t_slots_degree: keys.tSlotsDegree,
    participants: participants.map(memberJson),
    dkg_phase: 'DKG_PHASE_FAILED',
    dealing_phase_deadline_block: String(keys.dealingPhaseDeadlineBlock),
    verifying_phase_deadline_block: String(keys.verifyingPhaseDeadlineBlock),
    group_public_key: null,
    dealer_parts: participants.map(() => ({ dealer_address: '', commitments: [], participant_shares: [] })),
    verification_submissions: participants.map(() => ({ dealer_validity: [] })),
    valid_dealers: [],
    validation_signature: null,
  };
  const half = Math.floor(iTotalSlots / 2);
  const slots = `0 slots with dealer parts out of ${iTotalSlots} total slots (required: >${half})`;
  return event('inference.bls.EventDKGFailed', {
    epoch_data: goJson(epochData),
    epoch_id: `"${epochId}"`,
    reason: goJson(`Insufficient participation in dealing phase: ${slots}`),
  });
}
