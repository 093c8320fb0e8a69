import { InferenceStatus } from '../gen/inference/inference/inference.js';
import { inferenceErrors } from '../types/errors.js';
import { CodedError } from '../util/errors.js';

/** Epochs that an inference is kept when the parameter is 0. */
const defaultInferenceThreshold = 4n;

/**
 * Whether an inference is deleted at the start of PoC (reference, section 3): it is decided, and its epoch lies at least
 * `threshold` epochs before the upcoming one. A threshold of 0 means 4.
 */
export function isInferencePrunable(
  inference: { readonly status: InferenceStatus; readonly epochId: bigint },
  upcomingEpoch: bigint,
  threshold: bigint,
): boolean {
  if (inference.status === InferenceStatus.STARTED || inference.status === InferenceStatus.VOTING) return false;
  return inference.epochId + (threshold || defaultInferenceThreshold) <= upcomingEpoch;
}

/**
 * The epochs whose PoC batches and validations are deleted at the start of PoC, oldest first (reference, section 3).
 *
 * A young chain is searched from epoch 0, an older one only `5 * threshold` epochs back, and at most so many epochs are
 * cleared at once; epochs without a record count for nothing. A threshold of 0 keeps everything.
 * Cost: at most `6 * threshold` look-ups.
 *
 * @param hasEpoch whether an epoch of that index is recorded
 * @throws 1127 when the upcoming epoch itself is not recorded
 */
export function pocEpochsToPrune(
  upcomingEpoch: bigint,
  threshold: bigint,
  hasEpoch: (index: bigint) => boolean,
): bigint[] {
  if (!hasEpoch(upcomingEpoch)) throw new CodedError(inferenceErrors.effectiveEpochNotFound);
  if (upcomingEpoch <= threshold) return [];
  const limit = 5n * threshold;
  const oldest = upcomingEpoch <= limit + threshold ? 0n : upcomingEpoch - limit;
  const found: bigint[] = [];
  for (let epoch = oldest; epoch + threshold <= upcomingEpoch && BigInt(found.length) < limit; epoch++) {
    if (hasEpoch(epoch)) found.push(epoch);
  }
  return found;
}
