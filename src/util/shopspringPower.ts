import { CodedError, simErrors } from './errors.js';
import { goLog } from './goFloat.js';
import { abs } from './int.js';
import * as shop from './shopspring.js';
import { of, type ShopDecimal } from './shopspring.js';

// Powers of shopspring decimals, to the library's last digit and exponent (vectors: sdk-decimals).

/** Places of a power with a negative exponent. */
const inversePlaces = 16;

/**
 * `base^exponent`. Whole powers are exact, negative ones have 16 places; for the fraction of an exponent the base's
 * logarithm is used. Where there is no result (0^0, 0^-1, a negative base to a fraction) the answer is 0.
 */
export function pow(base: ShopDecimal, exponent: ShopDecimal): ShopDecimal {
  if (base.coefficient === 0n) return shop.zero;
  if (exponent.coefficient === 0n) return shop.one;

  const [whole, fraction] = shop.quoRem(exponent, shop.one, 0);
  if (fraction.coefficient === 0n) return wholePower(base, whole.coefficient);
  if (base.coefficient < 0n) return shop.zero;

  const digits = [base, exponent].map(({ coefficient }) => abs(coefficient).toString().length) as [number, number];
  const places = digits[0] + (digits[1] > digits[0] ? digits[1] : 0) + 6 - base.exponent;
  const rest = expTaylor(shop.mul(naturalLog(base, places), fraction), places);
  return shop.mul(wholePower(base, whole.coefficient), rest);
}

/** Power by squaring: exact, but for a negative exponent, which divides with 16 places. */
function wholePower(base: ShopDecimal, exponent: bigint): ShopDecimal {
  let [square, result] = [base, shop.one];
  for (let bits = abs(exponent); bits > 0n; bits >>= 1n) {
    if (bits & 1n) result = shop.mul(result, square);
    if (bits > 1n) square = shop.mul(square, square);
  }
  return exponent < 0n ? shop.divRound(shop.one, result, inversePlaces) : result;
}

/** e^a to the given places (negative ones: tens, hundreds, ...) by Taylor's series. Cost: O(size of a + places) steps. */
export function expTaylor(a: ShopDecimal, places: number): ShopDecimal {
  if (a.coefficient === 0n) return shop.round(shop.one, places);
  const epsilon = of(1n, places < 0 ? -1 : -places - 1);
  const stepPlaces = places < 0 ? 8 : places + 1;
  const size = shop.absolute(a);

  let [power, factorial, sum] = [size, shop.one, shop.one];
  for (let n = 1n; ; n++) {
    const step = shop.divRound(power, factorial, stepPlaces);
    sum = shop.add(sum, step);
    if (shop.compare(step, epsilon) < 0) break;
    power = shop.mul(power, size);
    factorial = of(factorial.coefficient * (n + 1n));
  }
  const result = a.coefficient < 0n ? shop.divRound(shop.one, sum, places + 1) : sum;
  return shop.round(result, places);
}

const two = of(2n);
const tenth = of(1n, -1);

/** The natural logarithm of a positive decimal to the given places. */
export function naturalLog(a: ShopDecimal, places: number): ShopDecimal {
  if (a.coefficient <= 0n) {
    throw new CodedError(simErrors.malformedNumber, 'cannot calculate natural logarithm of zero or less');
  }
  const workPlaces = places + 2;
  if (isNearOne(a)) return shop.round(logNearOne(a, workPlaces), places);

  // a = reduced · 10^shift, with reduced from 0.1 up to 1
  const shift = a.coefficient.toString().length + a.exponent;
  const reduced = of(a.coefficient, a.exponent - shift);
  const ofShift = shop.mul(of(BigInt(shift)), logOfTen(workPlaces));
  const ofReduced = isNearOne(reduced) ? logNearOne(reduced, workPlaces) : logByHalley(reduced, workPlaces);
  return shop.round(shop.add(ofReduced, ofShift), places);
}

const isNearOne = (a: ShopDecimal): boolean => shop.compare(shop.absolute(shop.sub(a, shop.one)), tenth) <= 0;

/** 2 · Σ ratio^(2n+1) / (2n+1), with ratio = (a - 1) / (a + 1). */
function logNearOne(a: ShopDecimal, places: number): ShopDecimal {
  const epsilon = of(1n, -places);
  const above = shop.sub(a, shop.one);
  const ratio = shop.divRound(above, shop.add(above, two), places);
  let power = shop.add(ratio, ratio);
  let sum = power;
  for (let odd = 3n; ; odd += 2n) {
    power = shop.mul(shop.mul(power, ratio), ratio);
    const step = shop.divRound(power, of(odd), places);
    sum = shop.add(sum, step);
    if (shop.compare(shop.absolute(step), epsilon) <= 0) return sum;
  }
}

/** Halley's iteration on e^x = a, from the logarithm in doubles; stops at a small step or one that undoes the last. */
function logByHalley(a: ShopDecimal, places: number): ShopDecimal {
  const epsilon = of(1n, -places);
  let guess = shop.fromFloat64(goLog(shop.toFloat64(a)));
  let last = shop.zero;
  for (let step = 0; step < places * 2 + 10; step++) {
    const power = expTaylor(guess, places);
    const difference = shop.sub(power, a);
    const change = shop.divRound(shop.add(difference, difference), shop.add(power, a), places);
    guess = shop.sub(guess, change);
    if (shop.add(last, change).coefficient === 0n || shop.compare(shop.absolute(change), epsilon) <= 0) break;
    last = change;
  }
  return guess;
}

/** ln 10, cut to 0, 1, 3, 7, 15, ... places: the first of these that is not below `places`, as the library's table has it. */
function logOfTen(places: number): ShopDecimal {
  const kept = places < 1 ? 0 : 2 ** places.toString(2).length - 1;
  const guard = 10;
  const scale = 10n ** BigInt(kept + guard);
  const scaled = 6n * inverseHyperbolicTangent(3n, scale) + 2n * inverseHyperbolicTangent(9n, scale);
  return of(scaled / 10n ** BigInt(guard), -kept);
}

/** artanh(1/divisor) in units of 1/scale. */
function inverseHyperbolicTangent(divisor: bigint, scale: bigint): bigint {
  let [sum, power] = [0n, scale / divisor];
  for (let odd = 1n; power > 0n; odd += 2n) {
    sum += power / odd;
    power /= divisor * divisor;
  }
  return sum;
}
