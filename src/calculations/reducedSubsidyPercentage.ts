import type { Decimal } from '../gen/inference/inference/decimal.js';
import { toShopspring } from '../util/decimal.js';
import * as shop from '../util/shopspring.js';
import { orZero } from './orZero.js';
import type { SubsidyParams } from './workSubsidy.js';

/** Places of the stored percentage. */
const places = 4;

/** The subsidy percentage that is stored after a cutoff (reference, section 8.2): lowered by its part, with 4 places. */
export function reducedSubsidyPercentage(
  params: Pick<SubsidyParams, 'currentSubsidyPercentage' | 'subsidyReductionAmount'>,
): Decimal {
  const kept = shop.sub(shop.one, toShopspring(orZero(params.subsidyReductionAmount)));
  const { coefficient, exponent } = shop.round(
    shop.mul(toShopspring(orZero(params.currentSubsidyPercentage)), kept),
    places,
  );
  return { value: coefficient, exponent };
}
