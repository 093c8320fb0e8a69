import { describe, expect, it } from 'vitest';
import {
  compareDecimals,
  decimal,
  floorOf,
  formatDecimal,
  toFloat32,
  toFloat64,
  toLegacyDec,
  toRatio,
} from '../../src/util/decimal.js';

describe("the chain's decimal", () => {
  it('is an exact ratio', () => {
    expect(toRatio(decimal(-3n, -2))).toEqual({ numerator: -3n, denominator: 100n });
    expect(toRatio(decimal(3n, 2))).toEqual({ numerator: 300n, denominator: 1n });
    expect([compareDecimals(decimal(10n, -1), decimal(1n)), compareDecimals(decimal(1n, -1), decimal(2n, -1))]).toEqual(
      [0, -1],
    );
    expect([floorOf(7n, decimal(5n, -1)), floorOf(-7n, decimal(5n, -1))]).toEqual([3n, -4n]);
  });

  it('becomes the numbers of the libraries', () => {
    expect([toFloat64(decimal(-475n, -6)), toFloat32(decimal(9n, -1))]).toEqual([-0.000475, Math.fround(0.9)]);
    expect([toLegacyDec(decimal(2n, -1)), toLegacyDec(decimal(-19n, -19))]).toEqual([2n * 10n ** 17n, -1n]);
    expect(formatDecimal(decimal(250n, -2))).toBe('2.5');
  });
});
