import { CodedError, simErrors } from './errors.js';
import { ratioToFloat64 } from './floatBits.js';
import { abs, divHalfEven, toInt64 } from './int.js';

/**
 * A decimal with 18 places, as `cosmossdk.io/math.LegacyDec` keeps it: an integer that counts units of 1e-18.
 *
 * Comparisons and negation are those of bigint; import the rest as `import * as dec from '../util/legacyDec.js'`.
 * Rounding of every operation is the SDK's (vectors: sdk-decimals).
 */
export type LegacyDec = bigint & { readonly unit: '1e-18' };

const places = 18;
const unit = 10n ** 18n;
/** The first size that the SDK refuses: 2^256 ones. */
const limit = 2n ** 256n * unit;

/** Takes a count of units of 1e-18 as a decimal. */
export const fromUnits = (units: bigint): LegacyDec => units as LegacyDec;

export const zero = fromUnits(0n);
export const one = fromUnits(unit);

/** A whole number, or `value / 10^decimals` with at most 18 decimals. */
export function fromInt(value: bigint, decimals = 0): LegacyDec {
  if (decimals < 0 || decimals > places) {
    throw new CodedError(simErrors.overflow, `too much precision, maximum ${places}, provided ${decimals}`);
  }
  return fromUnits(value * 10n ** BigInt(places - decimals));
}

/** Reads decimal text: an optional sign, digits, and up to 18 decimals. Error texts are the SDK's. */
export function parse(text: string): LegacyDec {
  const malformed = (detail: string) => new CodedError(simErrors.malformedNumber, detail, { context: { text } });
  const negative = text.startsWith('-');
  const body = negative ? text.slice(1) : text;
  if (body === '') throw malformed('decimal string cannot be empty');

  const [whole, fraction, ...more] = body.split('.');
  if (more.length > 0) throw malformed('invalid decimal string');
  if (fraction === '' || (fraction !== undefined && whole === '')) throw malformed('invalid decimal length');

  const decimals = Buffer.byteLength(fraction ?? '');
  if (decimals > places) {
    throw malformed(`value '${body}' exceeds max precision by ${places - decimals} decimal places: max precision 18`);
  }
  const digits = whole + (fraction ?? '') + '0'.repeat(places - decimals);
  if (!/^[+-]?[0-9]+$/.test(digits)) throw malformed(`failed to set decimal string with base 10: ${digits}`);

  const size = digits.startsWith('+') ? BigInt(digits.slice(1)) : BigInt(digits);
  if (abs(size) >= limit) throw malformed('out of range: invalid decimal string');
  return fromUnits(negative ? -size : size);
}

/** Decimal text with all 18 decimals. */
export function format(a: LegacyDec): string {
  const digits = abs(a)
    .toString()
    .padStart(places + 1, '0');
  return `${a < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

function checked(units: bigint): LegacyDec {
  if (abs(units) >= limit) throw new CodedError(simErrors.overflow, 'Int overflow');
  return fromUnits(units);
}

function nonZero(divisor: bigint): void {
  if (divisor === 0n) throw new CodedError(simErrors.divisionByZero);
}

export const add = (a: LegacyDec, b: LegacyDec): LegacyDec => checked(a + b);
export const sub = (a: LegacyDec, b: LegacyDec): LegacyDec => checked(a - b);
export const neg = (a: LegacyDec): LegacyDec => fromUnits(-a);

/** Product, rounded half to even. */
export const mul = (a: LegacyDec, b: LegacyDec): LegacyDec => checked(divHalfEven(a * b, unit));

/** Product, cut toward zero. */
export const mulTruncate = (a: LegacyDec, b: LegacyDec): LegacyDec => checked((a * b) / unit);

/** Product, rounded toward plus infinity. */
export function mulRoundUp(a: LegacyDec, b: LegacyDec): LegacyDec {
  const product = a * b;
  return checked(product / unit + (product % unit > 0n ? 1n : 0n));
}

/** Product with a whole number: exact. */
export const mulInt = (a: LegacyDec, factor: bigint): LegacyDec => checked(a * factor);

/** Quotient, cut after 36 decimals and then rounded half to even, as the SDK does it. */
export function quo(a: LegacyDec, b: LegacyDec): LegacyDec {
  nonZero(b);
  return checked(divHalfEven((a * unit * unit) / b, unit));
}

/** Quotient, cut toward zero. */
export function quoTruncate(a: LegacyDec, b: LegacyDec): LegacyDec {
  nonZero(b);
  return checked((a * unit) / b);
}

/**
 * Quotient, "rounded up": one unit is added to the cut quotient when it is inexact and its sign agrees with that of the
 * remainder. The SDK looks at the signs of the cut quotient and the divisor, so an inexact negative quotient comes out a
 * unit above the cut one.
 */
export function quoRoundUp(a: LegacyDec, b: LegacyDec): LegacyDec {
  nonZero(b);
  const quotient = (a * unit) / b;
  const remainder = (a * unit) % b;
  const sameSign = quotient < 0n === b < 0n;
  const up = (remainder > 0n && sameSign) || (remainder < 0n && !sameSign);
  return checked(up ? quotient + 1n : quotient);
}

/** Quotient with a whole number, cut toward zero. */
export function quoInt(a: LegacyDec, divisor: bigint): LegacyDec {
  nonZero(divisor);
  return fromUnits(a / divisor);
}

/** Power by squaring, rounding half to even after each product. Cost: O(log exponent) products. */
export function power(a: LegacyDec, exponent: bigint): LegacyDec {
  if (exponent === 0n) return one;
  let [square, rest] = [a, one];
  for (let left = exponent; left > 1n; left /= 2n) {
    if (left % 2n !== 0n) rest = mul(rest, square);
    square = mul(square, square);
  }
  return mul(square, rest);
}

const smallest = fromUnits(1n);
const maxRootSteps = 300;

/**
 * The root by Newton's method from 1, stopped at a step of one unit or less; of a negative number, minus the root of its
 * size. A step that overflows is an "out of bounds" error. Cost: at most 300 powers.
 */
export function approxRoot(a: LegacyDec, root: bigint): LegacyDec {
  if (root === 0n) return one;
  if (a < 0n) return neg(approxRoot(neg(a), root));
  if (root === 1n || a === 0n || a === one) return a;
  try {
    return newtonRoot(a, root);
  } catch (cause) {
    throw new CodedError(simErrors.overflow, 'out of bounds', { context: { a, root }, cause });
  }
}

function newtonRoot(a: LegacyDec, root: bigint): LegacyDec {
  let guess = one;
  for (let step = 0; step < maxRootSteps; step++) {
    const previous = power(guess, root - 1n);
    const delta = quoInt(sub(quo(a, previous === 0n ? smallest : previous), guess), root);
    guess = add(guess, delta);
    if (abs(delta) <= smallest) break;
  }
  return guess;
}

/** The nearest integer, a half to the even one. */
export const roundInt = (a: LegacyDec): bigint => divHalfEven(a, unit);
/** The integer part, cut toward zero. */
export const truncateInt = (a: LegacyDec): bigint => a / unit;
export const roundInt64 = (a: LegacyDec): bigint => toInt64(roundInt(a), 'Int64() out of bound');
export const truncateInt64 = (a: LegacyDec): bigint => toInt64(truncateInt(a), 'Int64() out of bound');
export const truncate = (a: LegacyDec): LegacyDec => fromInt(truncateInt(a));
export const isInteger = (a: LegacyDec): boolean => a % unit === 0n;

/** The smallest whole number that is not below. */
export const ceil = (a: LegacyDec): LegacyDec => checked(fromInt(a / unit + (a % unit > 0n ? 1n : 0n)));

/** The nearest double. */
export const toFloat64 = (a: LegacyDec): number => ratioToFloat64(a, unit);
