import { describe, expect, it } from 'vitest';
import { minValidationAverage } from '../../src/calculations/minValidationAverage.js';
import { decimal } from '../../src/util/decimal.js';
import * as shop from '../../src/util/shopspring.js';

const defaults = {
  minValidationAverage: decimal(1n, -2),
  maxValidationAverage: decimal(1n),
  minValidationHalfway: decimal(5n, -2),
  fullValidationTrafficCutoff: 10_000n,
  minValidationTrafficCutoff: 100n,
};
const at = (traffic: bigint, params = defaults) => shop.format(minValidationAverage(traffic, params));

describe('minValidationAverage', () => {
  it.each([
    [0n, '1'],
    [100n, '1'],
    [101n, '0.999806122448979555'],
    [2500n, '0.534693877551020445'],
    [5000n, '0.05'],
    [7500n, '0.03'],
    [9999n, '0.010008'],
    [10_000n, '0.01'],
    [2n ** 63n - 1n, '0.01'],
  ])('with %i requests', (traffic, average) => {
    expect(at(traffic)).toBe(average);
  });

  it('half of an odd cutoff is not a whole number', () => {
    const params = { ...defaults, fullValidationTrafficCutoff: 7n, minValidationTrafficCutoff: 1n };
    expect([2n, 3n, 4n].map((traffic) => at(traffic, params))).toEqual(['0.62', '0.24', '0.044285714285714284']);
  });

  it('a cutoff of 0 counts all traffic as full', () => {
    const params = { ...defaults, fullValidationTrafficCutoff: 0n, minValidationTrafficCutoff: 0n };
    expect([-1n, 0n].map((traffic) => at(traffic, params))).toEqual(['1', '0.01']);
  });

  it('half of the full cutoff comes before the lower one', () => {
    const params = { ...defaults, fullValidationTrafficCutoff: 100n, minValidationTrafficCutoff: 80n };
    expect([49n, 50n, 60n, 80n].map((traffic) => at(traffic, params))).toEqual(['1', '0.05', '0.042', '0.026']);
  });
});
