import { floorDiv } from './int.js';
import type { LegacyDec } from './legacyDec.js';
import * as legacyDec from './legacyDec.js';
import type { ShopDecimal } from './shopspring.js';
import * as shop from './shopspring.js';

/** The chain's own decimal in params and models: `value · 10^exponent`, an int64 and an int32 (reference, 1.3). */
export interface Decimal {
  readonly value: bigint;
  readonly exponent: number;
}

/** An exact fraction; the denominator is positive. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const decimal = (value: bigint, exponent = 0): Decimal => ({ value, exponent });

const powersOfTen = Array.from({ length: 19 }, (_, power) => 10n ** BigInt(power));

const tenTo = (power: number): bigint => powersOfTen[power] ?? 10n ** BigInt(power);

/** The exact value. */
export function toRatio({ value, exponent }: Decimal): Ratio {
  return exponent >= 0
    ? { numerator: value * tenTo(exponent), denominator: 1n }
    : { numerator: value, denominator: tenTo(-exponent) };
}

export const compareRatios = (a: Ratio, b: Ratio): number => {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
};

/** Negative, zero or positive, as the values compare: 10e-1 equals 1e0. */
export const compareDecimals = (a: Decimal, b: Decimal): number => compareRatios(toRatio(a), toRatio(b));

/** `factor · decimal`, rounded down. */
export function floorOf(factor: bigint, part: Decimal): bigint {
  const { numerator, denominator } = toRatio(part);
  return floorDiv(factor * numerator, denominator);
}

/** The same decimal in the library that the deployed chain computes with. */
export const toShopspring = ({ value, exponent }: Decimal): ShopDecimal => shop.of(value, exponent);

/** With 18 places; further ones are cut. */
export const toLegacyDec = (a: Decimal): LegacyDec => legacyDec.fromUnits(floorTowardZero(toRatio(a)));

const floorTowardZero = ({ numerator, denominator }: Ratio): bigint => (numerator * tenTo(18)) / denominator;

/** The nearest double. */
export const toFloat64 = (a: Decimal): number => shop.toFloat64(toShopspring(a));

/** The nearest double, rounded to a float32. */
export const toFloat32 = (a: Decimal): number => Math.fround(toFloat64(a));

/** Plain text, for reports and events. */
export const formatDecimal = (a: Decimal): string => shop.format(toShopspring(a));
