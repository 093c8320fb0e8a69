import type { Params } from '../gen/inference/inference/params.js';
import { type Participant, ParticipantStatus } from '../gen/inference/inference/participant.js';
import { toLegacyDec } from '../util/decimal.js';
import type { Keeper } from './keeper.js';
import { statsOf, withStats } from './participants.js';
import { updateParticipant } from './updateParticipant.js';

/** What a validation finds out about an executor's inference; `pending` while the members still vote. */
export type ValidationOutcome = 'valid' | 'invalid' | 'pending';

/**
 * Stores an executor with the outcome of a validation and the standing that follows from it (reference, section 7.2). Who
 * falls to INVALID loses part of his collateral.
 */
export function settleValidation(
  keeper: Keeper,
  executor: Participant,
  { outcome, params }: { readonly outcome: ValidationOutcome; readonly params: Params },
): void {
  const counted = countOutcome(executor, outcome);
  const record = { ...statsOf(counted), consecutiveInvalidInferences: counted.consecutiveInvalidInferences };
  const status = keeper.profile.conduct.participantStatus(record, params.validationParams!);
  updateParticipant(keeper, { ...counted, status });

  if (status !== ParticipantStatus.INVALID || executor.status === ParticipantStatus.INVALID) return;
  const fraction = params.collateralParams?.slashFractionInvalid;
  if (fraction !== undefined) keeper.neighbours.collateral.slash(executor.address, toLegacyDec(fraction));
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
