import { event } from '../../types/events.js';
import { bytesToBase64 } from '../../util/bytes.js';
import * as dec from '../../util/legacyDec.js';
import type { EpochKeys, SlotOwner } from './records.js';

/** JSON as typed events hold it: as protobuf writes it, with Go's escapes. */
const goJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);

const ownerJson = ({ address, percentage, publicKey, firstSlot, lastSlot }: SlotOwner) => ({
  address,
  percentage_weight: dec.format(dec.fromUnits(BigInt(percentage))),
  secp256k1_public_key: bytesToBase64(publicKey),
  slot_start_index: firstSlot,
  slot_end_index: lastSlot,
});

/** The members of an epoch as an event tells them. */
export const ownersJson = (owners: readonly SlotOwner[]): string => goJson(owners.map(ownerJson));

/** Tells that nobody dealt in time. */
export function failedEvent(keys: EpochKeys) {
  const { epoch, totalSlots, degree, owners, dealingDeadline, verifyingDeadline } = keys;
  const epochData = {
    epoch_id: String(epoch),
    i_total_slots: totalSlots,
    t_slots_degree: degree,
    participants: owners.map(ownerJson),
    dkg_phase: 'DKG_PHASE_FAILED',
    dealing_phase_deadline_block: String(dealingDeadline),
    verifying_phase_deadline_block: String(verifyingDeadline),
    group_public_key: null,
    dealer_parts: owners.map(() => ({ dealer_address: '', commitments: [], participant_shares: [] })),
    verification_submissions: owners.map(() => ({ dealer_validity: [] })),
    valid_dealers: [],
    validation_signature: null,
  };
  const half = Math.floor(totalSlots / 2);
  const slots = `0 slots with dealer parts out of ${totalSlots} total slots (required: >${half})`;
  return event('inference.bls.EventDKGFailed', {
    epoch_data: goJson(epochData),
    epoch_id: `"${epoch}"`,
    reason: goJson(`Insufficient participation in dealing phase: ${slots}`),
  });
}
