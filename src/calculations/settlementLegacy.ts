import type { SettlementInput, SettlementResult } from '../types/strategies.js';
import { toFloat32, toFloat64 } from '../util/decimal.js';
import { float32 } from '../util/goFloat.js';
import { divTowardZero } from '../util/int.js';
import * as shop from '../util/shopspring.js';
import { orZero } from './orZero.js';
import { paidRewards, type SubsidySupply, settled, subsidySupplyOf, sumOf, workCoinsOf } from './settlement.js';
import { type SubsidyParams, subsidyParamsOf, type WorkSubsidy } from './workSubsidy.js';

/**
 * Settles an epoch by work plus subsidy, as deployed (reference, section 8.2): the subsidy is a multiple of all work, and
 * each gets his part of the work in it. What cutting leaves over is minted and stays with the module. Cost: O(participants).
 *
 * @throws gonka-sim/2 when the percentage is 100, or when the supply is too small for its cutoffs
 */
export function settlementLegacy(input: SettlementInput): SettlementResult {
  const work = sumOf(input.participants.map(workCoinsOf));
  const { subsidy, crossedCutoff } = workSubsidyA25(work, subsidySupplyOf(input), subsidyParamsOf(input));
  const results = input.participants.map((participant) =>
    settled(participant, shareOf(subsidy, workCoinsOf(participant), work)),
  );
  return { results, minted: subsidy, remainder: subsidy - paidRewards(results), crossedCutoff };
}

/** The part is a quotient with 16 places, its product with the subsidy is cut: thirds come out one unit short. */
function shareOf(subsidy: bigint, own: bigint, work: bigint): bigint {
  if (own === 0n) return 0n;
  return shop.toBigInt(shop.mul(shop.div(shop.of(own), shop.of(work)), shop.of(subsidy)));
}

/** `workSubsidy` in the deployed chain's float32 and 16-digit arithmetic, which also overshoots the supply (QUIRKS). */
function workSubsidyA25(work: bigint, { paid, supply }: SubsidySupply, params: SubsidyParams): WorkSubsidy {
  if (paid >= supply) return { subsidy: 0n, crossedCutoff: false };
  const percentage = toFloat32(orZero(params.currentSubsidyPercentage));
  const interval = shop.fromFloat64(toFloat64(orZero(params.subsidyReductionInterval)));
  const unit = shop.toBigInt(shop.round(shop.mul(interval, shop.of(supply)), 0));
  const cutoff = (divTowardZero(paid, unit, 'subsidy cutoff') + 1n) * unit;

  const subsidy = subsidyAt(percentage, work);
  if (paid + subsidy <= cutoff) return { subsidy, crossedCutoff: false };
  const until = cutoff - paid;
  if (cutoff >= supply) return { subsidy: until, crossedCutoff: true };
  const workUntil = shop.toBigInt(shop.mul(shop.of(until), unsubsidised(percentage)));
  const reduction = toFloat32(orZero(params.subsidyReductionAmount));
  const lower = float32.mul(percentage, float32.sub(1, reduction));
  return { subsidy: until + subsidyAt(lower, work - workUntil), crossedCutoff: true };
}

/** Work is the part 1 − percentage of its subsidy. */
const subsidyAt = (percentage: number, work: bigint): bigint =>
  shop.toBigInt(shop.div(shop.of(work), unsubsidised(percentage)));

const unsubsidised = (percentage: number): shop.ShopDecimal => shop.sub(shop.one, shop.fromFloat32(percentage));
