import { type Participant, ParticipantStatus } from '../gen/inference/inference/participant.js';
import { toLegacyDec } from '../util/decimal.js';
import { moduleAddress } from './accounts.js';
import { requireCurrentRootGroup } from './epochGroupData.js';
import type { Keeper } from './keeper.js';
import { getParams } from './params.js';
import { setParticipant, statsOf, withStats } from './participants.js';

/** Metadata of an x/group group whose members the validator set does not show yet. */
export const changedMark = 'changed';

/** What a validation finds out about an executor's inference; `pending` while the members still vote. */
export type ValidationOutcome = 'valid' | 'invalid' | 'pending';

/**
 * Stores an executor with the outcome of a validation and the standing that follows from it (reference, section 7.2). Who
 * falls to INVALID loses part of his collateral and leaves the epoch's group.
 */
export function settleValidation(keeper: Keeper, executor: Participant, outcome: ValidationOutcome): void {
  const counted = countOutcome(executor, outcome);
  const params = getParams(keeper);
  const record = { ...statsOf(counted), consecutiveInvalidInferences: counted.consecutiveInvalidInferences };
  const status = keeper.profile.conduct.participantStatus(record, params.validationParams!);
  setParticipant(keeper, { ...counted, status });

  if (status !== ParticipantStatus.INVALID || executor.status === ParticipantStatus.INVALID) return;
  const fraction = params.collateralParams?.slashFractionInvalid;
  if (fraction !== undefined) keeper.neighbours.collateral.slash(executor.address, toLegacyDec(fraction));
  leaveGroup(keeper, executor);
}

function countOutcome(executor: Participant, outcome: ValidationOutcome): Participant {
  const { validatedInferences, invalidatedInferences } = statsOf(executor);
  if (outcome === 'pending') return executor;
  if (outcome === 'valid') {
    const counted = withStats(executor, { validatedInferences: validatedInferences + 1n });
    return { ...counted, consecutiveInvalidInferences: 0n };
  }
  const counted = withStats(executor, { invalidatedInferences: invalidatedInferences + 1n });
  return { ...counted, consecutiveInvalidInferences: executor.consecutiveInvalidInferences + 1n };
}

/** Cost: O(members). Who served in an earlier epoch may be no member of this one. */
function leaveGroup(keeper: Keeper, { address, validatorKey }: Participant): void {
  const { group } = keeper.neighbours;
  const { epochGroupId } = requireCurrentRootGroup(keeper);
  if (!group.members(epochGroupId).some((member) => member.address === address)) return;
  const admin = moduleAddress(keeper, 'gov');
  group.updateMembers(admin, epochGroupId, [{ address, weight: 0n, metadata: validatorKey }]);
  group.updateMetadata(admin, epochGroupId, changedMark);
}
