import { expect, it } from 'vitest';
import { collateralWeight } from '../../src/calculations/collateralWeight.js';
import { decimal } from '../../src/util/decimal.js';
import { simErrors } from '../../src/util/errors.js';
import { maxInt64 } from '../../src/util/int.js';

const params = { gracePeriodEndEpoch: 2n, baseWeightRatio: decimal(2n, -1), collateralPerWeightUnit: decimal(1n) };

it.each([
  ['all of it until the grace period ends', undefined, 2n, 1000n],
  ['the base without a deposit', undefined, 5n, 200n],
  ['the base with an empty one', 0n, 5n, 200n],
  ['all of it with enough', 800n, 5n, 1000n],
  ['not more with more', 5000n, 5n, 1000n],
  ['what a part supports', 400n, 5n, 600n],
])('a weight of 1000 counts for %s', (_name, collateral, epoch, weight) => {
  expect(collateralWeight(1000n, collateral, epoch, params)).toBe(weight);
});

it('units without a price are all activated by any deposit', () => {
  expect(collateralWeight(1000n, 1n, 5n, { ...params, collateralPerWeightUnit: decimal(0n) })).toBe(1000n);
});

it('params that are not set count as 0', () => {
  const unset = { ...params, baseWeightRatio: undefined, collateralPerWeightUnit: undefined };
  expect(collateralWeight(1000n, undefined, 5n, unset)).toBe(0n);
});

it('fractions are cut', () => {
  expect(collateralWeight(9n, undefined, 5n, params)).toBe(1n);
  expect(collateralWeight(1001n, 2402n, 5n, { ...params, collateralPerWeightUnit: decimal(3n) })).toBe(1000n);
});

it('a negative weight is read as the deployed chain reads it', () => {
  expect(collateralWeight(-1n, undefined, 5n, params)).toBe(3689348814741910323n);
});

it('a weight beyond 64 bits is an overflow', () => {
  const doubled = { ...params, baseWeightRatio: decimal(2n) };
  expect(() => collateralWeight(maxInt64, undefined, 5n, doubled)).toThrow(
    expect.objectContaining({ kind: simErrors.overflow }),
  );
});
