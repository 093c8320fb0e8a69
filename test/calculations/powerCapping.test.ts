import { describe, expect, it } from 'vitest';
import { capWeights, capWeightsA25 } from '../../src/calculations/powerCapping.js';
import { decimal } from '../../src/util/decimal.js';
import { fc } from '../util/fc.js';

const third = decimal(30n, -2);

describe.each([
  ['exact', capWeights],
  ['deployed', capWeightsA25],
])('the power cap, %s', (_, cap) => {
  it.each([
    ['four', third, [1000n, 2000n, 4000n, 8000n], [1000n, 2000n, 2250n, 2250n]],
    ['three, where 2/5 is the smallest limit', third, [10n, 10n, 20n], [10n, 10n, 13n]],
    ['two, where 1/2 is', third, [10n, 20n], [10n, 10n]],
    ['one of four at a quarter', decimal(25n, -2), [2500n, 2500n, 2500n, 2501n], [2500n, 2500n, 2500n, 2500n]],
    ['a limit that nobody can keep', decimal(1n, -1), [10n, 20n, 30n, 40n, 50n], [0n, 0n, 0n, 0n, 0n]],
    ['a weight of 0 at a quarter', decimal(25n, -2), [0n, 10n, 10n, 10n], [0n, 0n, 0n, 0n]],
    ['the order given', third, [8000n, 1000n, 4000n, 2000n], [2250n, 1000n, 2250n, 2000n]],
  ])('cuts %s', (_name, max, weights, capped) => {
    const total = capped.reduce((sum, weight) => sum + weight, 0n);
    expect(cap(weights, max)).toEqual({ weights: capped, total, wasCapped: true });
  });

  it.each([
    ['equal weights', third, [2500n, 2500n, 2500n, 2500n]],
    ['a single participant', third, [12345n]],
    ['nobody', third, []],
    ['anything without a limit', undefined, [1000n, 2000n, 9000n]],
    ['anything with limit 0', decimal(0n), [1000n, 2000n, 9000n]],
  ])('leaves %s', (_name, max, weights) => {
    expect(cap(weights, max)).toMatchObject({ weights, wasCapped: false });
  });
});

it('nobody holds more than the limit afterwards, if it can be kept at all', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt(1n, 10n ** 12n), { minLength: 5, maxLength: 30 }), (weights) => {
      const { weights: capped, total } = capWeights(weights, third);
      for (const weight of capped) expect(weight * 10n <= total * 3n + 10n).toBe(true);
    }),
  );
});

it('exact and deployed arithmetic agree on real weights', () => {
  const limits = [third, decimal(25n, -2), decimal(3333n, -4)];
  fc.assert(
    fc.property(fc.array(fc.bigInt(0n, 10n ** 9n), { maxLength: 20 }), fc.constantFrom(...limits), (weights, max) => {
      expect(capWeights(weights, max)).toEqual(capWeightsA25(weights, max));
    }),
  );
});
