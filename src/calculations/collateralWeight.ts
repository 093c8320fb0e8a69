import type { CollateralParams } from '../gen/inference/inference/params.js';
import { toLegacyDec } from '../util/decimal.js';
import { asUint64, toInt64 } from '../util/int.js';
import * as dec from '../util/legacyDec.js';
import { orZero } from './orZero.js';

/** The params that the rule reads. */
export type CollateralWeightParams = Pick<
  CollateralParams,
  'gracePeriodEndEpoch' | 'baseWeightRatio' | 'collateralPerWeightUnit'
>;

/**
 * The weight that a participant's deposit supports (reference, section 8.5).
 *
 * Until the grace period ends, all of it. Later a part, `base_weight_ratio`, needs no deposit, and the rest is activated as
 * far as the deposit goes; the sum is rounded down. Decimals have 18 places and round half to even. A negative weight,
 * which no rule of ours makes, is read as a uint64, as the deployed chain does.
 *
 * @param collateral base units on deposit; absent when there was never any
 * @throws gonka-sim/1 when the result does not fit into an int64
 */
export function collateralWeight(
  weight: bigint,
  collateral: bigint | undefined,
  epoch: bigint,
  params: CollateralWeightParams,
): bigint {
  if (epoch <= params.gracePeriodEndEpoch) return weight;
  const whole = dec.fromInt(asUint64(weight));
  const base = dec.mul(whole, toLegacyDec(orZero(params.baseWeightRatio)));
  const activated = activatedWeight(
    dec.sub(whole, base),
    collateral ?? 0n,
    toLegacyDec(orZero(params.collateralPerWeightUnit)),
  );
  return toInt64(dec.truncateInt(dec.add(base, activated)), 'weight');
}

function activatedWeight(eligible: dec.LegacyDec, collateral: bigint, perUnit: dec.LegacyDec): dec.LegacyDec {
  if (collateral <= 0n) return dec.zero;
  if (perUnit === 0n) return eligible;
  const supported = dec.quo(dec.fromInt(collateral), perUnit);
  return supported < eligible ? supported : eligible;
}
