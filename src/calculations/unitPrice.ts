import { compareInts } from '../util/int.js';
import { sumOf } from './sumOf.js';

/** A member of the upcoming group, and the price that it proposes; without one it stands for the default. */
export interface PriceVote {
  readonly weight: bigint;
  readonly price: bigint | undefined;
}

/**
 * Price of a unit of compute: the weighted median of the members' proposals (reference, section 3).
 *
 * The lowest price at which the members who want at most that hold half of the weight, rounded up. Without weight, 0.
 * Cost: O(members log members).
 */
export function unitPrice(votes: readonly PriceVote[], defaultPrice: bigint): bigint {
  const total = sumOf(votes.map(({ weight }) => weight));
  if (total <= 0n) return 0n;
  const half = (total + 1n) / 2n;
  const sorted = votes
    .map(({ weight, price }) => ({ weight, price: price ?? defaultPrice }))
    .sort((a, b) => compareInts(a.price, b.price));
  let reached = 0n;
  const median = sorted.find(({ weight }) => {
    reached += weight;
    return reached >= half;
  });
  return median?.price ?? 0n;
}

/** The price of whoever proposes none: the parameter in the first epoch, later the current price. */
export function defaultUnitPrice(upcomingEpoch: bigint, parameter: bigint, currentPrice: bigint): bigint {
  return upcomingEpoch <= 1n ? parameter : currentPrice;
}

/** A member's weight, which groups hold as text; text that is no int64, such as a fraction, counts as 0. */
export function groupWeight(text: string): bigint {
  if (!/^[+-]?[0-9]+$/.test(text)) return 0n;
  const weight = BigInt(text.replace(/^\+/, ''));
  return weight === BigInt.asIntN(64, weight) ? weight : 0n;
}
