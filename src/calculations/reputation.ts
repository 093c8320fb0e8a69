import type { ValidationParams } from '../gen/inference/inference/params.js';
import { toShopspring } from '../util/decimal.js';
import * as shop from '../util/shopspring.js';
import { orZero } from './orZero.js';

/** A participant's history, as far as it counts. */
export interface ReputationHistory {
  readonly epochCount: bigint;
  /** Missed share of each epoch's requests, see `missPercentage`. */
  readonly missPercentages: readonly shop.ShopDecimal[];
}

export type ReputationParams = Pick<ValidationParams, 'epochsToMax' | 'missPercentageCutoff' | 'missRequestsPenalty'>;

const hundred = shop.of(100n);

/** Missed requests by inferences of an epoch, with 16 places; 0 when there were no inferences. */
export function missPercentage(missedRequests: bigint, inferenceCount: bigint): shop.ShopDecimal {
  return inferenceCount === 0n ? shop.zero : shop.div(shop.of(missedRequests), shop.of(inferenceCount));
}

/**
 * Reputation from 0 to 100 (reference, section 8.5): epochs served, less the penalised misses, as a share of the epochs
 * that give full reputation, cut to a whole percent. Misses at or below the cutoff are free. Cost: O(epochs).
 *
 * @throws gonka-sim/2 when `epochs_to_max` is 0
 */
export function reputation({ epochCount, missPercentages }: ReputationHistory, params: ReputationParams): number {
  const cutoff = toShopspring(orZero(params.missPercentageCutoff));
  const penalised = missPercentages.filter((share) => shop.compare(share, cutoff) > 0);
  const penalty = shop.mul(penalised.reduce(shop.add, shop.zero), toShopspring(orZero(params.missRequestsPenalty)));
  const share = shop.div(shop.sub(shop.of(epochCount), penalty), shop.of(params.epochsToMax));
  const percent = Number(shop.toBigInt(shop.mul(shop.truncate(share, 2), hundred)));
  return Math.min(Math.max(percent, 0), 100);
}
