import { describe, expect, it } from 'vitest';
import {
  demandTimestamp,
  fixedTokenPrice,
  isInPricingWindow,
  nextTokenPrice,
  nextTokenPriceA25,
  utilizationA25,
} from '../../src/calculations/dynamicPrice.js';
import { DynamicPricingParams } from '../../src/gen/inference/inference/params.js';

const params = DynamicPricingParams.fromPartial({
  stabilityZoneLowerBound: { value: 4n, exponent: -1 },
  stabilityZoneUpperBound: { value: 6n, exponent: -1 },
  priceElasticity: { value: 5n, exponent: -2 },
  minPerTokenPrice: 1n,
  basePerTokenPrice: 100n,
  gracePeriodEndEpoch: 90n,
  gracePeriodPerTokenPrice: 7n,
});

/** Use in hundredths of the capacity. */
const demand = (percent: bigint) => ({ usedTokens: percent, tokensPerSecond: 10n, windowSeconds: 10n });
const exact = (price: bigint | undefined, percent: bigint, more: Partial<DynamicPricingParams> = {}) =>
  nextTokenPrice({ price, demand: demand(percent), params: { ...params, ...more } });
const deployed = (price: bigint | undefined, percent: bigint, more: Partial<DynamicPricingParams> = {}) =>
  nextTokenPriceA25({ price, utilization: utilizationA25(demand(percent)), params: { ...params, ...more } });

describe.each([
  ['proposal', exact],
  ['gonka-2025-08', deployed],
] as const)('nextTokenPrice of %s', (_, next) => {
  it.each([
    [50n, 100n],
    [40n, 100n],
    [60n, 100n],
    [20n, 99n],
    [80n, 101n],
    [0n, 98n],
    [100n, 102n],
    [250n, 102n],
  ])('from 100 at %i %% use', (percent, price) => {
    expect(next(100n, percent)).toBe(price);
  });

  it('falls by at least one and rises by less than two percent only from 50', () => {
    expect(next(10n, 0n)).toBe(9n);
    expect(next(49n, 100n)).toBe(49n);
    expect(next(50n, 100n)).toBe(51n);
  });

  it('keeps the minimum, also inside the zone and against a wild elasticity', () => {
    expect(next(6n, 0n, { minPerTokenPrice: 5n })).toBe(5n);
    expect(next(3n, 50n, { minPerTokenPrice: 5n })).toBe(5n);
    expect(next(1000n, 0n, { priceElasticity: { value: 5n, exponent: 0 } })).toBe(1n);
  });

  it('starts from the base price', () => {
    expect(next(undefined, 50n)).toBe(100n);
    expect(next(undefined, 10n)).toBe(98n);
  });
});

describe('nextTokenPrice of proposal', () => {
  it('is exact where a double is not', () => {
    const price = 9_007_199_254_740_993n * 10_000n;
    expect(exact(price, 50n)).toBe(price);
    expect(deployed(price, 50n)).not.toBe(price);
  });

  it('counts a model without capacity and use as unused', () => {
    const nothing = { usedTokens: 0n, tokensPerSecond: 0n, windowSeconds: 10n };
    expect(nextTokenPrice({ price: 100n, demand: nothing, params })).toBe(98n);
  });
});

describe('the rest of pricing', () => {
  it('grace price, base price, then prices by demand', () => {
    expect([89n, 90n, 91n].map((epoch) => fixedTokenPrice(epoch, params))).toEqual([7n, 100n, undefined]);
  });

  it('the window holds both its ends', () => {
    const inside = (timestamp: bigint) => isInPricingWindow(timestamp, 100_000n, 60n);
    expect([39_999n, 40_000n, 100_000n, 100_001n].map(inside)).toEqual([false, true, true, false]);
  });

  it('an inference counts when it ended, or when it started while it runs', () => {
    expect(demandTimestamp({ startBlockTimestamp: 5n, endBlockTimestamp: 9n })).toBe(9n);
    expect(demandTimestamp({ startBlockTimestamp: 5n, endBlockTimestamp: 0n })).toBe(5n);
  });
});
