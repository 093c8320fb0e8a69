import type { Decimal } from '../gen/inference/inference/decimal.js';
import { compareRatios, type Ratio, toRatio, toShopspring } from '../util/decimal.js';
import { asInt64, compareInts, minOf } from '../util/int.js';
import * as shop from '../util/shopspring.js';
import { orZero } from './orZero.js';

/** Weights after the cap, in the order given. */
export interface CappedWeights {
  readonly weights: readonly bigint[];
  readonly total: bigint;
  readonly wasCapped: boolean;
}

/** Where the cap is looked for: the k lightest weights stay, and `left` others would all weigh `next` at most. */
interface Cut {
  readonly sumBefore: bigint;
  readonly next: bigint;
  readonly left: bigint;
}

/**
 * Cuts weights so that nobody holds more than `max` of the total (reference, section 8.4).
 *
 * From the lightest up, the first weight that would exceed its part if all heavier ones were cut to it marks the cut: it and
 * the heavier ones become `max · sumBefore / (1 − max · left)`, rounded down. Below four participants `max` is raised to
 * what is possible: 1/2 of two, 2/5 of three. A limit below 1/N cannot be held and cuts all to the lightest weight or 0.
 * Cost: O(N log N).
 *
 * @param max absent or 0 means no cap
 */
export function capWeights(weights: readonly bigint[], max: Decimal | undefined): CappedWeights {
  const limit = maxOfRatios(toRatio(orZero(max)), smallNetworkLimits[weights.length]);
  const [top, bottom] = [limit.numerator, limit.denominator];
  return cutAll(weights, max, {
    isAbove: ({ sumBefore, next, left }) => next * bottom > top * (sumBefore + next * left),
    capOf: ({ sumBefore, next, left }) => {
      const rest = bottom - top * left;
      return rest <= 0n ? next : (top * sumBefore) / rest;
    },
    sum: (a, b) => a + b,
  });
}

/** The same in the deployed chain's arithmetic: int64 that wraps, and quotients rounded at 16 places before they are cut. */
export function capWeightsA25(weights: readonly bigint[], max: Decimal | undefined): CappedWeights {
  const raised = smallNetworkLimits[weights.length];
  const floor = raised === undefined ? shop.zero : shop.div(shop.of(raised.numerator), shop.of(raised.denominator));
  const given = toShopspring(orZero(max));
  const limit = shop.compare(given, floor) < 0 ? floor : given;
  return cutAll(weights, max, {
    isAbove: ({ sumBefore, next, left }) => {
      const total = shop.of(asInt64(sumBefore + next * left));
      return shop.compare(shop.of(next), shop.mul(limit, total)) > 0;
    },
    capOf: ({ sumBefore, next, left }) => {
      const rest = shop.sub(shop.one, shop.mul(limit, shop.of(left)));
      return shop.sign(rest) <= 0 ? next : shop.intPart(shop.div(shop.mul(limit, shop.of(sumBefore)), rest));
    },
    sum: (a, b) => asInt64(a + b),
  });
}

/** The smallest limits that one, two and three participants can keep. */
const smallNetworkLimits: readonly (Ratio | undefined)[] = [
  undefined,
  { numerator: 1n, denominator: 1n },
  { numerator: 1n, denominator: 2n },
  { numerator: 2n, denominator: 5n },
];

function maxOfRatios(a: Ratio, b: Ratio | undefined): Ratio {
  return b !== undefined && compareRatios(a, b) < 0 ? b : a;
}

interface CapArithmetic {
  isAbove(cut: Cut): boolean;
  capOf(cut: Cut): bigint;
  sum(a: bigint, b: bigint): bigint;
}

function cutAll(
  weights: readonly bigint[],
  max: Decimal | undefined,
  { isAbove, capOf, sum }: CapArithmetic,
): CappedWeights {
  const totalOf = (list: readonly bigint[]) => list.reduce(sum, 0n);
  const unchanged = { weights, total: totalOf(weights), wasCapped: false };
  if (max === undefined || max.value === 0n || weights.length <= 1) return unchanged;

  let sumBefore = 0n;
  for (const [k, next] of [...weights].sort(compareInts).entries()) {
    const cut = { sumBefore, next, left: BigInt(weights.length - k) };
    if (isAbove(cut)) {
      const cap = capOf(cut);
      const capped = weights.map((weight) => minOf(weight, cap));
      return { weights: capped, total: totalOf(capped), wasCapped: true };
    }
    sumBefore = sum(sumBefore, next);
  }
  return unchanged;
}
