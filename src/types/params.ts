import type { Decimal } from '../gen/inference/inference/decimal.js';
import type {
  BitcoinRewardParams,
  CollateralParams,
  DynamicPricingParams,
  EpochParams,
  MultiModelParams,
  Params,
  TokenomicsParams,
  ValidationParams,
} from '../gen/inference/inference/params.js';
import { compareDecimals, decimal, toFloat64, toLegacyDec } from '../util/decimal.js';
import { abs } from '../util/int.js';
import { format } from '../util/legacyDec.js';
import { plainError } from './errors.js';

export { defaultGenesisOnlyParams, defaultMultiModelParams, defaultParams } from './defaultParams.js';

/** What is wrong with one parameter: its path in JSON, and the chain's words. */
export interface ParamsFault {
  readonly path: string;
  readonly text: string;
}

type Faults = Iterable<ParamsFault>;

/**
 * Refuses parameters that the chain refuses (reference 7.2): the first fault is a plain error, code 1 of `undefined`.
 *
 * What the chain lets through, it lets through here too: epoch shift, expiration, sample size, a false positive rate of 0
 * and the upper ends of the bonus factors are not looked at.
 */
export function validateParams(params: Params): void {
  for (const { text } of paramsFaults(params)) throw plainError(text);
}

/** Blocks that no length comes near, and whose sums and distances from any height are an int64 all the same. */
const longest = 2n ** 40n;

/**
 * What the chain does not look at, and what stops it: heights that are no int64, of which no stage is found any more; and an
 * epoch must outlast the stages from its start of PoC to the switch of validators, or the next PoC begins before the switch,
 * and no further epoch ever takes effect (decisions, section 2).
 */
export function epochLengthFault(params: EpochParams): ParamsFault | undefined {
  const { epochLength, pocStageDuration, pocValidationDelay, pocValidationDuration, setNewValidatorsDelay } = params;
  const lengths = [
    ['epoch_length', epochLength],
    ['epoch_shift', params.epochShift],
    ['poc_stage_duration', pocStageDuration],
    ['poc_exchange_duration', params.pocExchangeDuration],
    ['poc_validation_delay', pocValidationDelay],
    ['poc_validation_duration', pocValidationDuration],
    ['set_new_validators_delay', setNewValidatorsDelay],
    ['inference_validation_cutoff', params.inferenceValidationCutoff],
  ] as const;
  for (const [path, value] of lengths) {
    if (abs(value) > longest) return { path, text: `${spoken(path)} of ${value} is more than ${longest} blocks` };
  }
  const stages = pocStageDuration + pocValidationDelay + pocValidationDuration + setNewValidatorsDelay;
  if (epochLength > stages) return undefined;
  const rest = `must be more than the ${stages} blocks from the start of PoC to the new validators`;
  return { path: 'epoch_length', text: `epoch length of ${epochLength} ${rest}` };
}

/** All that `validateParams` refuses, in its order. */
export function* paramsFaults(params: Params): Faults {
  yield* part('validation_params', params.validationParams, validationFaults);
  yield* part('tokenomics_params', params.tokenomicsParams, tokenomicsFaults);
  yield* part('collateral_params', params.collateralParams, collateralFaults);
  yield* part('bitcoin_reward_params', params.bitcoinRewardParams, bitcoinRewardFaults);
  yield* part('dynamic_pricing_params', params.dynamicPricingParams, dynamicPricingFaults);
  yield* part('epoch_params', params.epochParams, epochFaults);
  yield* part('poc_params', params.pocParams, () => []);
  if (params.multiModelParams === undefined) return;
  yield* part('multi_model_params', params.multiModelParams, multiModelFaults);
}

function* part<T>(path: string, value: T | undefined, faultsOf: (value: T) => Faults): Faults {
  if (value === undefined) yield { path, text: `${spoken(path)} cannot be nil` };
  else for (const fault of faultsOf(value)) yield { ...fault, path: `${path}.${fault.path}` };
}

function* epochFaults(params: EpochParams): Faults {
  const positive = [
    ['epoch_length', params.epochLength],
    ['epoch_multiplier', params.epochMultiplier],
    ['poc_stage_duration', params.pocStageDuration],
    ['poc_exchange_duration', params.pocExchangeDuration],
    ['poc_validation_duration', params.pocValidationDuration],
  ] as const;
  const notNegative = [
    ['poc_validation_delay', params.pocValidationDelay],
    ['set_new_validators_delay', params.setNewValidatorsDelay],
    ['inference_validation_cutoff', params.inferenceValidationCutoff],
    ['default_unit_of_compute_price', params.defaultUnitOfComputePrice],
  ] as const;
  for (const [path, value] of positive) if (value <= 0n) yield { path, text: `${spoken(path)} must be positive` };
  for (const [path, value] of notNegative) if (value < 0n) yield { path, text: `${spoken(path)} cannot be negative` };
  if (params.inferencePruningEpochThreshold < 1n) {
    const path = 'inference_pruning_epoch_threshold';
    yield { path, text: `${spoken(path)} must be at least 1` };
  }
}

function* validationFaults(params: ValidationParams): Faults {
  yield* decimalFaults('false_positive_rate', params.falsePositiveRate);
  yield* decimalFaults('pass_value', params.passValue);
  yield* decimalFaults('min_validation_average', params.minValidationAverage);
  yield* decimalFaults('max_validation_average', params.maxValidationAverage);
  yield* decimalFaults('min_validation_halfway', params.minValidationHalfway);
  yield* decimalFaults('miss_percentage_cutoff', params.missPercentageCutoff);
  yield* decimalFaults('miss_requests_penalty', params.missRequestsPenalty);
}

function* tokenomicsFaults(params: TokenomicsParams): Faults {
  yield* decimalFaults('subsidy_reduction_interval', params.subsidyReductionInterval);
  yield* decimalFaults('subsidy_reduction_amount', params.subsidyReductionAmount);
  yield* decimalFaults('current_subsidy_percentage', params.currentSubsidyPercentage);
}

function* collateralFaults(params: CollateralParams): Faults {
  const fraction = betweenZeroAndOne('slash fraction');
  yield* decimalFaults('slash_fraction_invalid', params.slashFractionInvalid, fraction);
  yield* decimalFaults('slash_fraction_downtime', params.slashFractionDowntime, fraction);
  const { downtimeMissedPercentageThreshold: threshold } = params;
  yield* decimalFaults('downtime_missed_percentage_threshold', threshold, betweenZeroAndOne('percentage'));
  yield* decimalFaults('base_weight_ratio', params.baseWeightRatio, notNegative('base weight ratio'), (ratio) =>
    compareDecimals(ratio, whole) > 0 ? `base weight ratio cannot be greater than 1: ${fixed(ratio)}` : undefined,
  );
  const { collateralPerWeightUnit: perUnit } = params;
  yield* decimalFaults('collateral_per_weight_unit', perUnit, notNegative('collateral per weight unit'));
}

function* bitcoinRewardFaults(params: BitcoinRewardParams): Faults {
  yield* decimalFaults('decay_rate', params.decayRate, (rate) => {
    if (compareDecimals(rate, none) >= 0) {
      return `decay rate must be negative for reward reduction, but is ${fixed(rate)}`;
    }
    if (compareDecimals(rate, steepestDecay) < 0) return `decay rate too extreme (less than -0.01): ${fixed(rate)}`;
    return undefined;
  });
  const bonus = notNegative('bonus factor');
  yield* decimalFaults('utilization_bonus_factor', params.utilizationBonusFactor, bonus);
  yield* decimalFaults('full_coverage_bonus_factor', params.fullCoverageBonusFactor, bonus);
  yield* decimalFaults('partial_coverage_bonus_factor', params.partialCoverageBonusFactor, bonus);
}

function* dynamicPricingFaults(params: DynamicPricingParams): Faults {
  const { stabilityZoneLowerBound: lower, stabilityZoneUpperBound: upper } = params;
  yield* decimalFaults('stability_zone_lower_bound', lower, unitInterval('stability zone bound'));
  yield* decimalFaults('stability_zone_upper_bound', upper, unitInterval('stability zone bound'));
  yield* decimalFaults('price_elasticity', params.priceElasticity, unitInterval('price elasticity'));
  if (params.utilizationWindowDuration === 0n) {
    yield invalid('utilization_window_duration', 'duration must be greater than 0');
  }
  const prices = [
    ['min_per_token_price', params.minPerTokenPrice],
    ['base_per_token_price', params.basePerTokenPrice],
  ] as const;
  for (const [path, price] of prices) {
    if (price === 0n) yield invalid(path, 'per-token price must be greater than 0');
  }
  if (lower && upper && isSane(lower) && isSane(upper) && compareDecimals(lower, upper) >= 0) {
    const [low, high] = [toFloat64(lower).toFixed(6), toFloat64(upper).toFixed(6)];
    const text = `stability zone lower bound (${low}) must be less than upper bound (${high})`;
    yield { path: 'stability_zone_lower_bound', text };
  }
}

const wholeInBasisPoints = 10_000;

/** Our own rules (profile `proposal`); the chain has no words for them. */
function* multiModelFaults(params: MultiModelParams): Faults {
  const parts = [
    ['coverage_bonus_basis_points', params.coverageBonusBasisPoints],
    ['poc_slot_fraction_basis_points', params.pocSlotFractionBasisPoints],
    ['throughput_tolerance_basis_points', params.throughputToleranceBasisPoints],
  ] as const;
  for (const [path, value] of parts) {
    if (value > wholeInBasisPoints) yield invalid(path, `${value} is more than ${wholeInBasisPoints}`);
  }
  if (params.coverageBonusMode !== 0 && params.coverageBonusMode !== 1) {
    yield invalid('coverage_bonus_mode', `${params.coverageBonusMode} is not a mode`);
  }
}

/** What is wrong with a decimal that is sane in itself. */
type DecimalRule = (value: Decimal) => string | undefined;

/** The first thing that is wrong with a decimal: that it is not there, or what a rule says. */
function* decimalFaults(path: string, value: Decimal | undefined, ...rules: readonly DecimalRule[]): Faults {
  if (value === undefined) yield { path, text: `${spoken(path)} cannot be nil` };
  else if (!isSane(value)) yield { path, text: `${spoken(path)} has an exponent of ${value.exponent}` };
  else {
    const complaint = rules.map((rule) => rule(value)).find((text) => text !== undefined);
    if (complaint !== undefined) yield invalid(path, complaint);
  }
}

const none = decimal(0n);
const whole = decimal(1n);
const steepestDecay = decimal(-1n, -2);

// Beyond this a power of ten would take more memory than any machine has; no parameter comes near it.
const largestExponent = 100;

const isSane = (value: Decimal): boolean => Math.abs(value.exponent) <= largestExponent;

const notNegative =
  (what: string): DecimalRule =>
  (value) =>
    compareDecimals(value, none) < 0 ? `${what} cannot be negative: ${fixed(value)}` : undefined;

const betweenZeroAndOne =
  (what: string): DecimalRule =>
  (value) =>
    isOutsideUnitInterval(value) ? `${what} must be between 0 and 1, but is ${fixed(value)}` : undefined;

/** The same in the words of dynamic pricing. */
const unitInterval =
  (what: string): DecimalRule =>
  (value) =>
    isOutsideUnitInterval(value)
      ? `${what} must be between 0.0 and 1.0, got: ${toFloat64(value).toFixed(6)}`
      : undefined;

const isOutsideUnitInterval = (value: Decimal): boolean =>
  compareDecimals(value, none) < 0 || compareDecimals(value, whole) > 0;

const invalid = (path: string, complaint: string): ParamsFault => ({ path, text: `invalid ${path}: ${complaint}` });

/** The name of a field as the chain says it. */
const spoken = (path: string): string => path.replaceAll('_', ' ');

/** With 18 places, as the chain prints a decimal. */
const fixed = (value: Decimal): string => format(toLegacyDec(value));
