import { CodedError, simErrors } from './errors.js';
import { ratioToFloat64 } from './floatBits.js';
import { shortestOfFloat32, shortestOfFloat64 } from './goFloatText.js';
import { abs, asInt64, floorDiv } from './int.js';

/**
 * A decimal `coefficient · 10^exponent`, as `shopspring/decimal` keeps it: the deployed chain computes money with it.
 *
 * Results have the library's exponents too, because later roundings depend on them (vectors: sdk-decimals). Import as
 * `import * as shop from '../util/shopspring.js'`; powers are in `shopspringPower`.
 */
export interface ShopDecimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

/** Places of a quotient that does not come out even. */
const divisionPlaces = 16;

/** `coefficient · 10^exponent`; the sum makes a negative zero of `-places` a plain one. */
export const of = (coefficient: bigint, exponent = 0): ShopDecimal => ({ coefficient, exponent: exponent + 0 });

export const zero = of(0n);
export const one = of(1n);

/** The decimal with the fewest digits that reads back as this double. */
export const fromFloat64 = (x: number): ShopDecimal => shortestOfFloat64(x);

/** The decimal with the fewest digits that reads back as this float32. */
export const fromFloat32 = (x: number): ShopDecimal => shortestOfFloat32(x);

/** Reads decimal text, also with an exponent. Trailing zeros count: `1.50` is 150e-2. Error texts are the library's. */
export function parse(text: string): ShopDecimal {
  const fail = (part: string, why: string) =>
    new CodedError(simErrors.malformedNumber, `can't convert ${part} to decimal${why}`, { context: { text } });

  const [mantissa, power] = splitPower(text);
  if (power !== undefined && !/^[+-]?[0-9]+$/.test(power)) throw fail(text, ': exponent is not numeric');
  const shift = Number(power ?? 0);
  if (!isInt32(shift)) throw fail(text, ': fractional part too long');

  const [whole, fraction, ...more] = mantissa.split('.');
  if (more.length > 0) throw fail(mantissa, ': too many .s');
  const digits = whole + (fraction ?? '');
  if (!/^[+-]?[0-9]+$/.test(digits)) throw fail(mantissa, '');
  const exponent = shift - (fraction ?? '').length;
  if (!isInt32(exponent)) throw fail(text, ': fractional part too long');
  return of(BigInt(digits.replace('+', '')), exponent);
}

function splitPower(text: string): readonly [mantissa: string, power: string | undefined] {
  const at = text.search(/[eE]/);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

const isInt32 = (value: number): boolean => value >= -(2 ** 31) && value < 2 ** 31;

function checkedExponent(exponent: number): number {
  if (!isInt32(exponent)) throw new CodedError(simErrors.overflow, `exponent ${exponent} overflows an int32!`);
  return exponent;
}

const tenTo = (power: number): bigint => 10n ** BigInt(power);

/** The coefficient for another exponent, cut toward zero. */
function scaledTo(a: ShopDecimal, exponent: number): bigint {
  if (exponent === a.exponent) return a.coefficient;
  if (exponent < a.exponent) return a.coefficient * tenTo(a.exponent - exponent);
  return a.coefficient / tenTo(exponent - a.exponent);
}

/** Both coefficients for the smaller exponent. */
function aligned(a: ShopDecimal, b: ShopDecimal): readonly [bigint, bigint, number] {
  const exponent = Math.min(a.exponent, b.exponent);
  return [scaledTo(a, exponent), scaledTo(b, exponent), exponent];
}

export function add(a: ShopDecimal, b: ShopDecimal): ShopDecimal {
  const [left, right, exponent] = aligned(a, b);
  return of(left + right, exponent);
}

export function sub(a: ShopDecimal, b: ShopDecimal): ShopDecimal {
  const [left, right, exponent] = aligned(a, b);
  return of(left - right, exponent);
}

/** Exact product. */
export const mul = (a: ShopDecimal, b: ShopDecimal): ShopDecimal =>
  of(a.coefficient * b.coefficient, checkedExponent(a.exponent + b.exponent));

export const neg = (a: ShopDecimal): ShopDecimal => of(-a.coefficient, a.exponent);
export const absolute = (a: ShopDecimal): ShopDecimal => of(abs(a.coefficient), a.exponent);

/** Negative, zero or positive, as the values compare. */
export function compare(a: ShopDecimal, b: ShopDecimal): number {
  const [left, right] = aligned(a, b);
  return left < right ? -1 : left > right ? 1 : 0;
}

export const equal = (a: ShopDecimal, b: ShopDecimal): boolean => compare(a, b) === 0;
export const sign = (a: ShopDecimal): number => (a.coefficient > 0n ? 1 : a.coefficient < 0n ? -1 : 0);

/** Quotient with the given places, cut toward zero, and the remainder that is left. */
export function quoRem(a: ShopDecimal, b: ShopDecimal, places: number): readonly [ShopDecimal, ShopDecimal] {
  if (b.coefficient === 0n) throw new CodedError(simErrors.divisionByZero, 'decimal division by 0');
  const shift = a.exponent - b.exponent + places;
  const dividend = shift < 0 ? a.coefficient : a.coefficient * tenTo(shift);
  const divisor = shift < 0 ? b.coefficient * tenTo(-shift) : b.coefficient;
  const remainderExponent = shift < 0 ? a.exponent : b.exponent - places;
  return [of(dividend / divisor, -places), of(dividend % divisor, remainderExponent)];
}

/** Quotient with the given places, a half rounded away from zero. */
export function divRound(a: ShopDecimal, b: ShopDecimal, places: number): ShopDecimal {
  const [quotient, remainder] = quoRem(a, b, places);
  const twice = of(abs(remainder.coefficient) * 2n, remainder.exponent + places);
  if (compare(twice, absolute(b)) < 0) return quotient;
  const step = sign(a) * sign(b) < 0 ? -1n : 1n;
  return of(quotient.coefficient + step, quotient.exponent);
}

/** Quotient with 16 places, a half rounded away from zero. */
export const div = (a: ShopDecimal, b: ShopDecimal): ShopDecimal => divRound(a, b, divisionPlaces);

/** Remainder of the whole quotient; it has the sign of `a`. */
export const mod = (a: ShopDecimal, b: ShopDecimal): ShopDecimal => quoRem(a, b, 0)[1];

/** Rounded to the given places (negative ones: tens, hundreds, ...), a half away from zero. */
export function round(a: ShopDecimal, places: number): ShopDecimal {
  if (a.exponent === -places) return a;
  const tenths = scaledTo(a, -places - 1);
  const size = (abs(tenths) + 5n) / 10n;
  return of(tenths < 0n ? -size : size, -places);
}

/** Rounded to the given places, a half to the even digit. */
export function roundBank(a: ShopDecimal, places: number): ShopDecimal {
  const rounded = round(a, places);
  const half = of(5n, -places - 1);
  const tie = equal(absolute(sub(a, rounded)), half);
  if (!tie || rounded.coefficient % 2n === 0n) return rounded;
  return of(rounded.coefficient + (rounded.coefficient < 0n ? 1n : -1n), rounded.exponent);
}

/** Cut to the given places (0 or more); a decimal that has no more of them stays as it is. */
export const truncate = (a: ShopDecimal, places: number): ShopDecimal =>
  places >= 0 && -places > a.exponent ? of(scaledTo(a, -places), -places) : a;

export const floor = (a: ShopDecimal): ShopDecimal =>
  a.exponent >= 0 ? a : of(floorDiv(a.coefficient, tenTo(-a.exponent)));

export const ceil = (a: ShopDecimal): ShopDecimal => (a.exponent >= 0 ? a : neg(floor(neg(a))));

/** The integer part, cut toward zero. */
export const toBigInt = (a: ShopDecimal): bigint => scaledTo(a, 0);

/** The integer part as an int64, which wraps: Go's `IntPart`. */
export const intPart = (a: ShopDecimal): bigint => asInt64(toBigInt(a));

/** The nearest double. */
export const toFloat64 = (a: ShopDecimal): number =>
  a.exponent >= 0
    ? ratioToFloat64(a.coefficient * tenTo(a.exponent), 1n)
    : ratioToFloat64(a.coefficient, tenTo(-a.exponent));

/** Plain decimal text without trailing zeros. */
export function format(a: ShopDecimal): string {
  const text = plainText(a);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** Plain decimal text with exactly the given places, a half rounded away from zero. */
export const formatFixed = (a: ShopDecimal, places: number): string => plainText(round(a, places));

function plainText(a: ShopDecimal): string {
  if (a.exponent >= 0) return toBigInt(a).toString();
  const places = -a.exponent;
  const digits = abs(a.coefficient)
    .toString()
    .padStart(places + 1, '0');
  return `${a.coefficient < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
