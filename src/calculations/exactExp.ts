import { abs, ceilDiv } from '../util/int.js';
import type { Ratio } from './ratio.js';

/**
 * `floor(amount * e^exponent)`, exactly (decisions, section 1).
 *
 * The power is enclosed between two fixed-point numbers, with more bits until both give the same integer. That ends,
 * because e to a rational power other than 0 is irrational, so the product never is an integer itself.
 * Cost: a few hundred multiplications of numbers of about 200 bits; the caller bounds the exponent from above.
 *
 * @param amount not negative
 */
export function floorTimesExp(amount: bigint, exponent: Ratio): bigint {
  if (amount === 0n || exponent.numerator === 0n) return amount;
  if (vanishes(amount, exponent)) return 0n;
  for (let bits = 192n; ; bits *= 2n) {
    const { low, high } = expBounds(exponent, bits);
    const product = (amount * low) >> bits;
    if (product === (amount * high) >> bits) return product;
  }
}

/** Whether the product is surely below 1: e > 2, so e^-n < 2^-n, and amount < 2^n for n = its length in bits. */
function vanishes(amount: bigint, { numerator, denominator }: Ratio): boolean {
  const length = BigInt(amount.toString(2).length);
  return numerator < 0n && -numerator >= length * denominator;
}

interface Bounds {
  readonly low: bigint;
  readonly high: bigint;
}

/** Two fixed-point numbers with `bits` fraction bits that enclose e^exponent. */
function expBounds(exponent: Ratio, bits: bigint): Bounds {
  const one = 1n << bits;
  const magnitude = abs(exponent.numerator);
  // Halved until below 1/16, so that few terms are needed; squared as often afterwards.
  const halvings = BigInt((magnitude / exponent.denominator).toString(2).length) + 4n;
  const argument = { numerator: magnitude, denominator: exponent.denominator << halvings };
  let bounds = taylor(argument, one);
  for (let i = 0n; i < halvings; i++) {
    bounds = { low: (bounds.low * bounds.low) >> bits, high: ceilDiv(bounds.high * bounds.high, one) };
  }
  if (exponent.numerator > 0n) return bounds;
  const square = one * one;
  return { low: square / bounds.high, high: ceilDiv(square, bounds.low) };
}

/** Sum of x^k/k! for 0 <= x < 1/16, every term cut below and raised above; the rest is less than the last term. */
function taylor(x: Ratio, one: bigint): Bounds {
  let term = { low: one, high: one };
  let sum = term;
  for (let k = 1n; term.high > 1n; k++) {
    const divisor = x.denominator * k;
    term = { low: (term.low * x.numerator) / divisor, high: ceilDiv(term.high * x.numerator, divisor) };
    sum = { low: sum.low + term.low, high: sum.high + term.high };
  }
  return { low: sum.low, high: sum.high + term.high };
}
