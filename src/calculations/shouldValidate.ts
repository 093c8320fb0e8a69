import type { InferenceValidationDetails } from '../gen/inference/inference/inference_validation_details.js';
import { bytesToUint64, utf8ToBytes } from '../util/bytes.js';
import { toShopspring } from '../util/decimal.js';
import { CodedError, simErrors } from '../util/errors.js';
import { asInt64, maxUint64 } from '../util/int.js';
import { sha256 } from '../util/sha256.js';
import * as shop from '../util/shopspring.js';
import { minValidationAverage, type TrafficParams } from './minValidationAverage.js';
import { orZero } from './orZero.js';

/** One inference, one validator, and the seed that the validator revealed when he claimed. */
export interface ValidationDuty {
  readonly seed: bigint;
  readonly details: Pick<
    InferenceValidationDetails,
    'inferenceId' | 'executorReputation' | 'trafficBasis' | 'executorPower' | 'totalPower'
  >;
  readonly validatorPower: bigint;
  readonly params: TrafficParams;
}

/** A decision with all that led to it; quotients have 16 places. */
export interface ValidationDecision {
  readonly mustValidate: boolean;
  /** From 0 to 1, as the seed has it for this inference. */
  readonly draw: shop.ShopDecimal;
  /** The draw must lie below. */
  readonly probability: shop.ShopDecimal;
  /** Validations that the inference should get on average: the least for its traffic, plus the range by distrust. */
  readonly target: shop.ShopDecimal;
  readonly range: shop.ShopDecimal;
  readonly adjustment: shop.ShopDecimal;
}

/**
 * Whether a validator has to validate an inference (reference, section 7.2, ClaimRewards): the inference's target of
 * validations, times his part of the power of all but the executor, against a draw from his seed.
 *
 * @throws gonka-sim/2 when the executor holds all the power
 */
export function shouldValidate(duty: ValidationDuty): ValidationDecision {
  const others = duty.details.totalPower - duty.details.executorPower;
  if (others <= 0n) throw new CodedError(simErrors.divisionByZero, 'power of all but the executor');
  return decide(duty, duty.validatorPower, others);
}

/** The same as deployed: powers have 32 bits and wrap, so an executor above the total leaves almost no probability. */
export function shouldValidateA25(duty: ValidationDuty): ValidationDecision {
  const asUint32 = (value: bigint) => BigInt.asUintN(32, value);
  const others = asUint32(duty.details.totalPower - duty.details.executorPower);
  return decide(duty, asUint32(duty.validatorPower), others);
}

function decide({ seed, details, params }: ValidationDuty, power: bigint, others: bigint): ValidationDecision {
  const least = minValidationAverage(asInt64(details.trafficBasis), params);
  const trust = shop.div(shop.of(BigInt(details.executorReputation)), shop.of(100n));
  const range = shop.sub(toShopspring(orZero(params.maxValidationAverage)), least);
  const adjustment = shop.mul(range, shop.sub(shop.one, trust));
  const target = shop.add(least, adjustment);

  const odds = shop.div(shop.mul(target, shop.of(power)), shop.of(others));
  const probability = shop.compare(odds, shop.one) > 0 ? shop.one : odds;
  const draw = drawOf(seed, details.inferenceId);
  return { mustValidate: shop.compare(draw, probability) < 0, draw, probability, target, range, adjustment };
}

/** The first 8 bytes of SHA-256 over "seed:inferenceId", as a part of the largest number that they can hold. */
function drawOf(seed: bigint, inferenceId: string): shop.ShopDecimal {
  const digest = sha256(utf8ToBytes(`${seed}:${inferenceId}`));
  return shop.div(shop.of(bytesToUint64(digest)), shop.of(maxUint64));
}
