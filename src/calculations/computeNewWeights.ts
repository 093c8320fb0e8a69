import type { BatchFilter, IgnoredBatch, Weights, WeightsInput, WeightsResult } from '../types/strategies.js';

/** Weights of an epoch, and what was left out on the way. */
export interface NewWeights extends WeightsResult {
  readonly ignored: readonly IgnoredBatch[];
}

/**
 * `ComputeNewWeights`: filters the batches of a PoC, then weighs what is left, by the two rules of a profile.
 *
 * @param input with all batches of the PoC
 */
export function computeNewWeights(
  rules: { readonly batchFilter: BatchFilter; readonly weights: Weights },
  input: WeightsInput,
): NewWeights {
  const { upcomingEpoch, endingEpoch, batches } = input;
  const { counted, ignored } = rules.batchFilter({ upcomingEpoch, endingEpoch, batches });
  return { ...rules.weights({ ...input, batches: counted }), ignored };
}
