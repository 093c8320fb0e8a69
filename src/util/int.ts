import { CodedError, simErrors } from './errors.js';

export const maxInt32 = 2n ** 31n - 1n;
export const minInt32 = -(2n ** 31n);
export const maxUint32 = 2n ** 32n - 1n;
export const maxInt64 = 2n ** 63n - 1n;
export const minInt64 = -(2n ** 63n);
export const maxUint64 = 2n ** 64n - 1n;

// Numbers of the chain have 64 bits (decisions, section 1): results that would not fit are an overflow error that names
// the field or operation `what`. Where the deployed chain wraps instead, a rule says so with `asInt64` or `asUint64`.

function overflow(value: bigint | number, type: string, what: string): CodedError {
  return new CodedError(simErrors.overflow, `${what}: ${value} is not ${type}`, { context: { what, value } });
}

/** The value, if it fits into 64 bits with sign: if cutting it to these leaves it as it is, which is the fastest question. */
export function toInt64(value: bigint, what: string): bigint {
  if (BigInt.asIntN(64, value) !== value) throw overflow(value, 'an int64', what);
  return value;
}

/** The value, if it fits into 64 bits without sign. */
export function toUint64(value: bigint, what: string): bigint {
  if (BigInt.asUintN(64, value) !== value) throw overflow(value, 'a uint64', what);
  return value;
}

/** The value as a number, if it fits into 32 bits with sign: int32 fields are numbers. */
export function toInt32(value: bigint, what: string): number {
  if (value > maxInt32 || value < minInt32) throw overflow(value, 'an int32', what);
  return Number(value);
}

/** The value as a number, if it fits into 32 bits without sign: uint32 fields are numbers. */
export function toUint32(value: bigint, what: string): number {
  if (value > maxUint32 || value < 0n) throw overflow(value, 'a uint32', what);
  return Number(value);
}

/** The value as a number, if a double holds it exactly: for counts and indices. */
export function toSafeNumber(value: bigint, what: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw overflow(value, 'a safe integer', what);
  return number;
}

export const addInt64 = (a: bigint, b: bigint, what: string): bigint => toInt64(a + b, what);
export const subInt64 = (a: bigint, b: bigint, what: string): bigint => toInt64(a - b, what);
export const mulInt64 = (a: bigint, b: bigint, what: string): bigint => toInt64(a * b, what);
export const addUint64 = (a: bigint, b: bigint, what: string): bigint => toUint64(a + b, what);
export const subUint64 = (a: bigint, b: bigint, what: string): bigint => toUint64(a - b, what);
export const mulUint64 = (a: bigint, b: bigint, what: string): bigint => toUint64(a * b, what);

/** Wraps into 64 bits with sign, as Go's arithmetic does: only where the deployed chain lets a number overflow. */
export const asInt64 = (value: bigint): bigint => BigInt.asIntN(64, value);

/** Wraps into 64 bits without sign, as Go's arithmetic does: only where the deployed chain lets a number overflow. */
export const asUint64 = (value: bigint): bigint => BigInt.asUintN(64, value);

/** An int64 from decimal text with an optional sign, as Go's `strconv.ParseInt(text, 10, 64)` reads it. */
export function parseInt64(text: string, what: string): bigint {
  if (!/^[+-]?[0-9]+$/.test(text)) throw malformed(text, what);
  return toInt64(text.startsWith('+') ? BigInt(text.slice(1)) : BigInt(text), what);
}

/** A uint64 from decimal text without sign, as Go's `strconv.ParseUint(text, 10, 64)` reads it. */
export function parseUint64(text: string, what: string): bigint {
  if (!/^[0-9]+$/.test(text)) throw malformed(text, what);
  return toUint64(BigInt(text), what);
}

function malformed(text: string, what: string): CodedError {
  return new CodedError(simErrors.malformedNumber, `${what}: ${JSON.stringify(text)}`, { context: { what, text } });
}

// Divisions say how they round.

function nonZero(divisor: bigint, what: string | undefined): void {
  if (divisor === 0n) throw new CodedError(simErrors.divisionByZero, what);
}

/** Quotient cut toward zero: Go's `/` on integers. */
export function divTowardZero(dividend: bigint, divisor: bigint, what?: string): bigint {
  nonZero(divisor, what);
  return dividend / divisor;
}

/** Quotient rounded toward minus infinity. */
export function floorDiv(dividend: bigint, divisor: bigint, what?: string): bigint {
  nonZero(divisor, what);
  const quotient = dividend / divisor;
  const inexact = quotient * divisor !== dividend;
  return inexact && dividend < 0n !== divisor < 0n ? quotient - 1n : quotient;
}

/** Quotient rounded toward plus infinity. */
export function ceilDiv(dividend: bigint, divisor: bigint, what?: string): bigint {
  nonZero(divisor, what);
  const quotient = dividend / divisor;
  const inexact = quotient * divisor !== dividend;
  return inexact && dividend < 0n === divisor < 0n ? quotient + 1n : quotient;
}

/** Quotient rounded to the nearest integer, a half to the even one. */
export function divHalfEven(dividend: bigint, divisor: bigint, what?: string): bigint {
  const floor = floorDiv(dividend, divisor, what);
  const twice = abs((dividend - floor * divisor) * 2n);
  const size = abs(divisor);
  if (twice === size) return floor % 2n === 0n ? floor : floor + 1n;
  return twice > size ? floor + 1n : floor;
}

/** Quotient rounded to the nearest integer, a half away from zero. */
export function divHalfAwayFromZero(dividend: bigint, divisor: bigint, what?: string): bigint {
  nonZero(divisor, what);
  const size = abs(divisor);
  const quotient = (abs(dividend) * 2n + size) / (size * 2n);
  return dividend < 0n === divisor < 0n ? quotient : -quotient;
}

/** Remainder from 0 up to the divisor's size: Go's `big.Int.Mod`. */
export function euclideanMod(dividend: bigint, divisor: bigint, what?: string): bigint {
  nonZero(divisor, what);
  const remainder = dividend % divisor;
  return remainder < 0n ? remainder + abs(divisor) : remainder;
}

export const abs = (value: bigint): bigint => (value < 0n ? -value : value);
export const minOf = (a: bigint, b: bigint): bigint => (a < b ? a : b);
export const maxOf = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** For sorting: negative, zero or positive. */
export const compareInts = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
