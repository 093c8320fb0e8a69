import { isInferencePrunable, pocEpochsToPrune } from '../calculations/pruning.js';
import { getEpoch } from '../keeper/epochs.js';
import type { Keeper } from '../keeper/keeper.js';
import { getParams } from '../keeper/params.js';
import { removePoCData } from '../keeper/pocBatches.js';
import { minOf } from '../util/int.js';

/** Threshold of PoC data when the parameter is 0. */
const defaultPoCThreshold = 4n;

/** Removes the inferences that no rule will read any more, and answers their ids. Cost: O(stored inferences). */
export function pruneInferences(keeper: Keeper, upcomingEpoch: bigint): ReadonlySet<string> {
  const threshold = getParams(keeper).epochParams!.inferencePruningEpochThreshold;
  const old = [...keeper.state.inferences.values()].filter((one) => isInferencePrunable(one, upcomingEpoch, threshold));
  for (const { index } of old) keeper.state.inferences.remove(index);
  return new Set(old.map(({ inferenceId }) => inferenceId));
}

/** Removes the timeouts of pruned inferences: one may be decided and old before its time has run out. Cost: O(timeouts). */
export function removeTimeouts({ state }: Keeper, inferenceIds: ReadonlySet<string>): void {
  for (const key of [...state.inferenceTimeouts.keys()]) {
    if (inferenceIds.has(key[1])) state.inferenceTimeouts.remove(key);
  }
}

/**
 * Removes batches and verdicts of epochs that are old enough. Cost: O(what is removed).
 *
 * @param threshold epochs that are kept; what the parameter says when left out
 */
export function prunePoCData(keeper: Keeper, upcomingEpoch: bigint, threshold = pocThreshold(keeper)): void {
  const oldest = oldestPoC(keeper);
  for (const index of pocEpochsToPrune(upcomingEpoch, threshold, (epoch) => getEpoch(keeper, epoch) !== undefined)) {
    const { pocStartBlockHeight } = getEpoch(keeper, index)!;
    if (oldest !== undefined && pocStartBlockHeight >= oldest) removePoCData(keeper, pocStartBlockHeight);
  }
}

/** The start of the first PoC of which something is left: most epochs that are old enough have been pruned before. */
function oldestPoC({ state }: Keeper): bigint | undefined {
  const [batch] = state.pocBatches.keys();
  const [validation] = state.pocValidations.keys();
  const starts = [batch, validation].filter((key) => key !== undefined).map(([start]) => start);
  return starts.length === 0 ? undefined : starts.reduce(minOf);
}

const pocThreshold = (keeper: Keeper): bigint =>
  getParams(keeper).pocParams!.pocDataPruningEpochThreshold || defaultPoCThreshold;
