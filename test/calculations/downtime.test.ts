import { describe, expect, it } from 'vitest';
import { isDowntime } from '../../src/calculations/downtime.js';
import { decimal } from '../../src/util/decimal.js';

const missed = (missedRequests: bigint, inferenceCount: bigint, threshold = decimal(5n, -2)) =>
  isDowntime({ missedRequests, inferenceCount }, threshold);

describe('isDowntime', () => {
  it('is more missed than the threshold allows', () => {
    expect(missed(6n, 94n)).toBe(true);
    expect(missed(1n, 0n)).toBe(true);
  });

  it('is not the threshold itself', () => {
    expect(missed(5n, 95n)).toBe(false);
  });

  it('is not having been asked nothing', () => {
    expect(missed(0n, 0n, decimal(0n))).toBe(false);
  });

  it('without a threshold one miss is enough', () => {
    expect(isDowntime({ missedRequests: 1n, inferenceCount: 10n ** 18n }, undefined)).toBe(true);
    expect(isDowntime({ missedRequests: 0n, inferenceCount: 1n }, undefined)).toBe(false);
  });
});
