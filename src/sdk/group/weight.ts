import { CodedError } from '../../util/errors.js';
import { mathErrors } from '../errors.js';

/** An exact decimal, `units / 10^places`: weights of members and thresholds are such texts in x/group. */
export interface Weight {
  readonly units: bigint;
  readonly places: number;
}

/** More decimals or digits than these cost time and mean nothing. */
const maxDigits = 200;

/** What weights of epoch groups look like. */
const wholeNumber = /^\d{1,20}$/;

const form = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

const invalid = (detail: string): CodedError => new CodedError(mathErrors.invalidDecString, detail);

/** Reads decimal text, also with an exponent; anything else is a `math` error. */
export function parseWeight(text: string): Weight {
  return wholeNumber.test(text) ? { units: BigInt(text), places: 0 } : parseDecimal(text);
}

function parseDecimal(text: string): Weight {
  const [, sign, whole = '', fraction = '', exponent = '0'] = form.exec(text) ?? [];
  if (sign === undefined || whole + fraction === '' || text.length > maxDigits) {
    throw invalid(`parse mantissa: ${text.slice(0, maxDigits)}`);
  }
  const units = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  const places = fraction.length - Number(exponent);
  return places >= 0 ? { units, places } : { units: units * 10n ** BigInt(-places), places: 0 };
}

/** Reads a weight that may be 0 but not less. */
export function parseNonNegative(text: string): Weight {
  const weight = parseWeight(text);
  if (weight.units < 0n) throw invalid(`expected a non-negative decimal, got ${text}`);
  return weight;
}

export function parsePositive(text: string): Weight {
  const weight = parseWeight(text);
  requirePositive(weight, text);
  return weight;
}

export function requirePositive({ units }: Weight, text: string): void {
  if (units <= 0n) throw invalid(`expected a positive decimal, got ${text}`);
}

/** The whole part of a weight that may be 0 but not less: weights of epoch groups are whole. */
export function wholeWeight(text: string): bigint {
  const { units, places } = parseNonNegative(text);
  return places === 0 ? units : units / 10n ** BigInt(places);
}

const scaled = ({ units, places }: Weight, to: number): bigint =>
  places === to ? units : units * 10n ** BigInt(to - places);

function aligned<T>(a: Weight, b: Weight, combine: (a: bigint, b: bigint, places: number) => T): T {
  const places = Math.max(a.places, b.places);
  return combine(scaled(a, places), scaled(b, places), places);
}

export const zeroWeight: Weight = { units: 0n, places: 0 };
export const addWeights = (a: Weight, b: Weight): Weight => aligned(a, b, (x, y, places) => ({ units: x + y, places }));
export const compareWeights = (a: Weight, b: Weight): number => aligned(a, b, (x, y) => (x < y ? -1 : x > y ? 1 : 0));
export const mulWeights = (a: Weight, b: Weight): Weight => ({ units: a.units * b.units, places: a.places + b.places });

/** The difference; below zero is an error. */
export function subWeights(a: Weight, b: Weight): Weight {
  const left = aligned(a, b, (x, y, places) => ({ units: x - y, places }));
  if (left.units < 0n) throw invalid('result negative during non-negative subtraction');
  return left;
}

/** Plain decimal text with all places that the weight has. */
export function formatWeight({ units, places }: Weight): string {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  return `${units < 0n ? '-' : ''}${whole}${places > 0 ? `.${digits.slice(-places)}` : ''}`;
}
