import { describe, expect, it } from 'vitest';
import { isInferencePrunable, pocEpochsToPrune } from '../../src/calculations/pruning.js';
import { InferenceStatus } from '../../src/gen/inference/inference/inference.js';
import { failure } from '../util/failure.js';

const epochsFrom = (first: bigint, last: bigint) =>
  Array.from({ length: Number(last - first) + 1 }, (_, i) => first + BigInt(i));

describe('isInferencePrunable', () => {
  const pruned = (upcoming: bigint, threshold: bigint, epochs: bigint[]) =>
    epochs.filter((epochId) => isInferencePrunable({ status: InferenceStatus.FINISHED, epochId }, upcoming, threshold));

  it('drops finished inferences of old epochs', () => {
    expect(pruned(4n, 2n, [1n])).toEqual([1n]);
    expect(pruned(4n, 2n, epochsFrom(1n, 4n))).toEqual([1n, 2n]);
    expect(pruned(10n, 1n, epochsFrom(1n, 10n))).toEqual(epochsFrom(1n, 9n));
  });

  it('keeps everything while the chain is younger than the threshold', () => {
    expect(pruned(1n, 2n, [0n, 1n])).toEqual([]);
  });

  it('reads a threshold of 0 as 4', () => {
    expect(pruned(5n, 0n, epochsFrom(0n, 5n))).toEqual([0n, 1n]);
  });

  it.each(['STARTED', 'VOTING'] as const)('keeps inferences that are still %s', (status) => {
    expect(isInferencePrunable({ status: InferenceStatus[status], epochId: 1n }, 10n, 1n)).toBe(false);
  });

  it.each(['VALIDATED', 'INVALIDATED', 'EXPIRED'] as const)('drops %s ones', (status) => {
    expect(isInferencePrunable({ status: InferenceStatus[status], epochId: 1n }, 10n, 1n)).toBe(true);
  });
});

describe('pocEpochsToPrune', () => {
  const all = () => true;

  it('clears what is as old as the threshold', () => {
    expect(pocEpochsToPrune(2n, 1n, all)).toEqual([0n, 1n]);
    expect(pocEpochsToPrune(3n, 2n, all)).toEqual([0n, 1n]);
  });

  it('clears nothing while the upcoming epoch is not above the threshold', () => {
    expect(pocEpochsToPrune(1n, 1n, all)).toEqual([]);
    expect(pocEpochsToPrune(2n, 2n, all)).toEqual([]);
  });

  it('looks back five thresholds only, once the chain is older than six', () => {
    expect(pocEpochsToPrune(24n, 4n, all)).toEqual(epochsFrom(0n, 19n));
    expect(pocEpochsToPrune(25n, 4n, all)).toEqual(epochsFrom(5n, 21n));
    expect(pocEpochsToPrune(20n, 1n, all)).toEqual(epochsFrom(15n, 19n));
  });

  it('passes over epochs without a record', () => {
    const recorded = new Set([2n, 14n, 15n, 18n, 19n, 20n]);
    expect(pocEpochsToPrune(20n, 1n, (epoch) => recorded.has(epoch))).toEqual([15n, 18n, 19n]);
  });

  it('clears nothing with a threshold of 0', () => {
    expect(pocEpochsToPrune(5n, 0n, all)).toEqual([]);
  });

  it('needs a record of the upcoming epoch', () => {
    expect(failure(() => pocEpochsToPrune(5n, 1n, (epoch) => epoch < 5n))).toBe('inference/1127');
  });
});
