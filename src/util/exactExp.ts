import type { Decimal, Ratio } from './decimal.js';
import { toRatio } from './decimal.js';
import { CodedError, simErrors } from './errors.js';
import { bitLength } from './floatBits.js';
import { abs, ceilDiv } from './int.js';

/** Bits beyond those of the initial amount that decay is computed with at first: one result in four billions takes more. */
const sparePrecision = 32;

/** Results beyond this many bits are an overflow error: nothing of the chain is that large. */
const maxBits = 256;

/**
 * `initial · e^(rate · steps)`, cut toward zero: the decay of the fixed epoch reward in integers (decisions, section 1).
 *
 * Correctly rounded: e^x is enclosed between two integers, and the precision doubled until both give the same result. One
 * does, since e^x of a fraction other than 0 is irrational.
 */
export function exactExp(initial: bigint, rate: Decimal, steps: bigint): bigint {
  const { numerator, denominator } = toRatio(rate);
  const power: Ratio = { numerator: abs(numerator * steps), denominator };
  if (power.numerator === 0n || initial === 0n) return initial;

  const size = exactPower(abs(initial), power, numerator * steps < 0n ? 'shrink' : 'grow');
  return initial < 0n ? -size : size;
}

function exactPower(initial: bigint, power: Ratio, direction: 'shrink' | 'grow'): bigint {
  const bits = bitLength(initial);
  if (direction === 'shrink' && power.numerator >= BigInt(bits) * power.denominator) return 0n; // below 2^bits / e^bits
  if (direction === 'grow' && power.numerator >= BigInt(maxBits) * power.denominator) {
    throw new CodedError(simErrors.overflow, 'exponential growth', { context: { initial, power } });
  }
  for (let precision = bits + sparePrecision; ; precision *= 2) {
    const [low, high] = enclosedExp(power, precision);
    const one = 1n << BigInt(precision);
    const [least, most] =
      direction === 'shrink'
        ? [(initial * one) / high, (initial * one) / low]
        : [(initial * low) / one, (initial * high) / one];
    if (least === most) return least;
  }
}

/** Two integers around `e^power · 2^precision`, for a positive power. */
function enclosedExp(power: Ratio, precision: number): readonly [low: bigint, high: bigint] {
  // e^x = (e^(x / 2^halvings))^(2^halvings), with x / 2^halvings below 1/2
  const halvings = bitLength(power.numerator / power.denominator) + 1;
  const one = 1n << BigInt(precision);
  const divisor = power.denominator << BigInt(halvings);
  let [low, high] = taylor((power.numerator * one) / divisor, ceilDiv(power.numerator * one, divisor), one);
  for (let i = 0; i < halvings; i++) [low, high] = [(low * low) / one, ceilDiv(high * high, one)];
  return [low, high];
}

/** Bounds of e^x in units of 1/one, for x between two bounds below 1/2. */
function taylor(xLow: bigint, xHigh: bigint, one: bigint): readonly [bigint, bigint] {
  let [low, high] = [one, one];
  let [termLow, termHigh] = [one, one];
  for (let n = 1n; termHigh > 1n; n++) {
    termLow = (termLow * xLow) / (one * n);
    termHigh = ceilDiv(termHigh * xHigh, one * n);
    low += termLow;
    high += termHigh;
  }
  // What follows the last term sums to less than that term, which is at most one unit.
  return [low, high + 1n];
}
