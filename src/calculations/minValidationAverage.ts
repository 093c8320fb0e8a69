import type { ValidationParams } from '../gen/inference/inference/params.js';
import { toShopspring } from '../util/decimal.js';
import * as shop from '../util/shopspring.js';
import { orZero } from './orZero.js';

export type TrafficParams = Pick<
  ValidationParams,
  | 'minValidationAverage'
  | 'maxValidationAverage'
  | 'minValidationHalfway'
  | 'fullValidationTrafficCutoff'
  | 'minValidationTrafficCutoff'
>;

/**
 * Average number of validations of an inference by a fully trusted executor, by an epoch's traffic (reference,
 * section 7.2): the maximum up to the lower cutoff, falling to "halfway" at half of the full cutoff and on to the minimum
 * at the full one, in two straight lines. Quotients have 16 places.
 *
 * @param traffic requests of the epoch
 */
export function minValidationAverage(traffic: bigint, params: TrafficParams): shop.ShopDecimal {
  const minimum = toShopspring(orZero(params.minValidationAverage));
  const maximum = toShopspring(orZero(params.maxValidationAverage));
  const halfway = toShopspring(orZero(params.minValidationHalfway));
  const at = shop.of(traffic);
  const low = shop.of(params.minValidationTrafficCutoff);
  const full = shop.of(params.fullValidationTrafficCutoff);
  const half = shop.div(full, shop.of(2n));

  if (shop.compare(at, full) >= 0) return minimum;
  if (shop.compare(at, half) >= 0) return between({ at: half, value: halfway }, { at: full, value: minimum }, at);
  if (shop.compare(at, low) > 0) return between({ at: low, value: maximum }, { at: half, value: halfway }, at);
  return maximum;
}

interface Point {
  readonly at: shop.ShopDecimal;
  readonly value: shop.ShopDecimal;
}

/** The falling line through two points, at a place between them. */
function between(from: Point, to: Point, at: shop.ShopDecimal): shop.ShopDecimal {
  const progress = shop.div(shop.sub(at, from.at), shop.sub(to.at, from.at));
  return shop.sub(from.value, shop.mul(progress, shop.sub(from.value, to.value)));
}
