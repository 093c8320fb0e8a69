import { describe, expect, it } from 'vitest';
import { topMinerAfter } from '../../src/calculations/topMiner.js';
import type { TopMiner } from '../../src/gen/inference/inference/top_miner.js';
import { failure } from '../util/failure.js';

const alice = { address: 'alice', qualification: 10n };

/** The record after formations of `[time, weight]`. */
function recorded(...formations: readonly [time: bigint, weight: bigint][]): TopMiner | undefined {
  let miner: TopMiner | undefined;
  for (const [time, weight] of formations) miner = topMinerAfter(miner, { ...alice, time, weight });
  return miner;
}

describe('a top miner', () => {
  it('begins with the first weight above the qualification', () => {
    expect(recorded([100n, 10n])).toBeUndefined();
    expect(recorded([100n, 10n], [150n, 11n])).toMatchObject({
      address: 'alice',
      firstQualifiedStarted: 150n,
      lastQualifiedStarted: 150n,
      lastUpdatedTime: 150n,
      qualifiedPeriods: 0,
      missedPeriods: 0,
    });
  });

  it('counts the time between formations as qualified or as missed', () => {
    expect(recorded([100n, 11n], [150n, 12n], [180n, 10n], [190n, 0n])).toMatchObject({
      qualifiedPeriods: 1,
      qualifiedTime: 50n,
      missedPeriods: 2,
      missedTime: 40n,
      lastUpdatedTime: 190n,
      lastQualifiedStarted: 100n,
    });
  });

  it('gonka-sim/1: counts no more time than an int64 holds', () => {
    expect(failure(() => recorded([-(2n ** 62n), 11n], [2n ** 62n, 11n]))).toBe('gonka-sim/1');
  });
});
