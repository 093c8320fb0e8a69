import type { DeveloperStatsByTime, InferenceStats } from '../gen/inference/inference/developer_stats.js';
import type { Inference } from '../gen/inference/inference/inference.js';
import { asUint64, maxOf } from '../util/int.js';
import { getEffectiveEpoch } from './epochs.js';
import type { Keeper } from './keeper.js';
import type { DeveloperTimeKey } from './legacyKeys.js';

/**
 * Keeps a developer's statistics in step with an inference (reference, section 10): one record by time, found through the
 * inference and through the model, and a list by epoch.
 *
 * An inference stands at the time of its end, or of its start before that. When the time changes, the record moves; a
 * developer who becomes known later does not move it, and the model's older entry stays behind (QUIRKS).
 */
export function recordDeveloperStats(keeper: Keeper, inference: Inference): void {
  const { state } = keeper;
  const { inferenceId, requestedBy: developer, model } = inference;
  const timestamp = inference.endBlockTimestamp || inference.startBlockTimestamp;
  const epochId = inference.epochId || (getEffectiveEpoch(keeper)?.index ?? 0n);
  const key: DeveloperTimeKey = { time: timestamp, developer, inferenceId };

  const knownKey = state.statsByInference.get(inferenceId);
  const known = knownKey && state.statsByTime.get(knownKey);
  const stays = known !== undefined && known.timestamp === timestamp;
  if (knownKey !== undefined && !stays) state.statsByTime.remove(knownKey);
  const place = stays ? knownKey! : key;

  state.statsByTime.set(place, { epochId, timestamp, inference: statsOf(inference) });
  state.statsByInference.set(inferenceId, place);
  state.statsByModel.set({ model, time: timestamp, inferenceId }, key);
  if (known !== undefined && known.epochId !== epochId) removeFromEpoch(keeper, known.epochId, developer, inferenceId);
  addToEpoch(keeper, epochId, developer, inferenceId);
}

function statsOf(inference: Inference): InferenceStats {
  const { inferenceId, epochId, status, model, actualCost, promptTokenCount, completionTokenCount } = inference;
  const totalTokenCount = asUint64(promptTokenCount + completionTokenCount);
  return { inferenceId, epochId, status, totalTokenCount, model, actualCostInCoins: actualCost };
}

function addToEpoch({ state }: Keeper, epoch: bigint, developer: string, id: string): void {
  const ids = state.statsByEpoch.get({ epoch, developer })?.inferenceIds ?? [];
  if (ids.includes(id)) return;
  state.statsByEpoch.set({ epoch, developer }, { epochId: epoch, inferenceIds: [...ids, id] });
}

function removeFromEpoch({ state }: Keeper, epoch: bigint, developer: string, id: string): void {
  const list = state.statsByEpoch.get({ epoch, developer });
  if (list === undefined) return;
  state.statsByEpoch.set(
    { epoch, developer },
    { ...list, inferenceIds: list.inferenceIds.filter((one) => one !== id) },
  );
}

// An inference whose developer is not known yet is no developer's: readers pass it over.

type TimedStats = readonly [key: DeveloperTimeKey, stats: DeveloperStatsByTime];

/** Statistics between two times, both included, in milliseconds; by time. Cost: O(inferences in between). */
export function* statsBetween({ state }: Keeper, from: bigint, to: bigint): IterableIterator<TimedStats> {
  const at = (time: bigint) => ({ time: maxOf(time, 0n), developer: '', inferenceId: '' });
  for (const entry of state.statsByTime.entries({ from: at(from), before: at(to + 1n) })) {
    if (entry[0].developer !== '') yield entry;
  }
}

/** Statistics of an epoch, of one developer or of all. Cost: O(inferences of the epoch). */
export function* statsOfEpoch(
  { state }: Keeper,
  epoch: bigint,
  developer?: string,
): IterableIterator<DeveloperStatsByTime> {
  const range = { from: { epoch, developer: '' }, before: { epoch: epoch + 1n, developer: '' } };
  for (const [key, { inferenceIds }] of state.statsByEpoch.entries(range)) {
    if (key.developer === '' || (developer !== undefined && key.developer !== developer)) continue;
    for (const id of inferenceIds) {
      const place = state.statsByInference.get(id);
      const stats = place && state.statsByTime.get(place);
      if (stats !== undefined) yield stats;
    }
  }
}

/** Statistics between two times with their models, by model and time. Cost: O(inferences of all models). */
export function* modelStatsBetween(
  keeper: Keeper,
  from: bigint,
  to: bigint,
): IterableIterator<readonly [model: string, stats: DeveloperStatsByTime]> {
  for (const [{ model, time }, key] of keeper.state.statsByModel.entries()) {
    const stats = time >= from && time <= to ? readShown(keeper, key) : undefined;
    if (stats !== undefined) yield [model, stats];
  }
}

/** Tokens of a model's inferences between two times, both included, in milliseconds. Cost: O(those inferences). */
export function modelTokensBetween(keeper: Keeper, model: string, from: bigint, to: bigint): bigint {
  const at = (time: bigint) => ({ model, time: maxOf(time, 0n), inferenceId: '' });
  let tokens = 0n;
  for (const key of keeper.state.statsByModel.values({ from: at(from), before: at(to + 1n) })) {
    tokens += readShown(keeper, key)?.inference?.totalTokenCount ?? 0n;
  }
  return tokens;
}

const readShown = ({ state }: Keeper, key: DeveloperTimeKey): DeveloperStatsByTime | undefined =>
  key.developer === '' ? undefined : state.statsByTime.get(key);
