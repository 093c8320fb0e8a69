import { validateThroughputPerformance as compareThroughput } from '../calculations/throughput.js';
import { type EpochGroupData, TimeslotType } from '../gen/inference/inference/epoch_group_data.js';
import { setEpochGroupData } from './epochGroupData.js';
import type { Keeper } from './keeper.js';

// A model's throughput in an epoch: vectors by TimeslotType, in tokens (seed 3, section 7.2).

/** Replaces what a model is expected to serve in each slot; answers the stored group. */
export function setExpectedThroughput(
  keeper: Keeper,
  group: EpochGroupData,
  expected: readonly bigint[],
): EpochGroupData {
  const changed = { ...group, expectedThroughputVector: expected };
  setEpochGroupData(keeper, changed);
  return changed;
}

/** Replaces what a model was measured to serve in each slot; answers the stored group. */
export function setRealThroughput(keeper: Keeper, group: EpochGroupData, real: readonly bigint[]): EpochGroupData {
  const changed = { ...group, realThroughputVector: real };
  setEpochGroupData(keeper, changed);
  return changed;
}

/** What was expected and measured in a slot, and whether it was enough. */
export interface ThroughputPerformance {
  readonly slot: TimeslotType;
  readonly expected: bigint;
  readonly real: bigint;
  readonly isMet: boolean;
}

/**
 * Compares what a model was measured to serve with what was expected of it, slot by slot: enough is the expectation less
 * the tolerance (decisions, section 5).
 *
 * @param toleranceBasisPoints the accepted shortfall, in 1/10000
 */
export function validateThroughputPerformance(
  group: EpochGroupData,
  toleranceBasisPoints: number,
): readonly ThroughputPerformance[] {
  return [TimeslotType.PRE_POC_SLOT, TimeslotType.POC_SLOT].map((slot) => {
    const expected = group.expectedThroughputVector[slot] ?? 0n;
    const real = group.realThroughputVector[slot] ?? 0n;
    const { isSufficient } = compareThroughput({ expected, real, toleranceBasisPoints });
    return { slot, expected, real, isMet: isSufficient };
  });
}
