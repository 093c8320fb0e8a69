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
import { format } from '../util/legacyDec.js';
import { plainError } from './errors.js';

export { defaultGenesisOnlyParams, defaultMultiModelParams, defaultParams } from './defaultParams.js';

const none = decimal(0n);
const whole = decimal(1n);

/**
 * Refuses parameters that the chain refuses (reference 7.2): each complaint is a plain error, code 1 of `undefined`.
 *
 * What the chain lets through, it lets through here too: epoch shift, expiration, sample size, a false positive rate of 0
 * and the upper ends of the bonus factors are not looked at.
 */
export function validateParams(params: Params): void {
  checkValidation(present(params.validationParams, 'validation params'));
  checkTokenomics(present(params.tokenomicsParams, 'tokenomics params'));
  checkCollateral(present(params.collateralParams, 'collateral params'));
  checkBitcoinReward(present(params.bitcoinRewardParams, 'bitcoin reward params'));
  checkDynamicPricing(present(params.dynamicPricingParams, 'dynamic pricing params'));
  checkEpoch(present(params.epochParams, 'epoch params'));
  present(params.pocParams, 'poc params');
  if (params.multiModelParams !== undefined) checkMultiModel(params.multiModelParams);
}

function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw plainError(`${what} cannot be nil`);
  return value;
}

// Beyond this a power of ten would take more memory than any machine has; no parameter comes near it.
const largestExponent = 100;

function presentDecimal(value: Decimal | undefined, what: string): Decimal {
  const given = present(value, what);
  if (Math.abs(given.exponent) > largestExponent) throw plainError(`${what} has an exponent of ${given.exponent}`);
  return given;
}

function checkEpoch(params: EpochParams): void {
  const positive = [
    ['epoch length', params.epochLength],
    ['epoch multiplier', params.epochMultiplier],
    ['poc stage duration', params.pocStageDuration],
    ['poc exchange duration', params.pocExchangeDuration],
    ['poc validation duration', params.pocValidationDuration],
  ] as const;
  const notNegative = [
    ['poc validation delay', params.pocValidationDelay],
    ['set new validators delay', params.setNewValidatorsDelay],
    ['inference validation cutoff', params.inferenceValidationCutoff],
    ['default unit of compute price', params.defaultUnitOfComputePrice],
  ] as const;
  for (const [what, value] of positive) if (value <= 0n) throw plainError(`${what} must be positive`);
  for (const [what, value] of notNegative) if (value < 0n) throw plainError(`${what} cannot be negative`);
  if (params.inferencePruningEpochThreshold < 1n) {
    throw plainError('inference pruning epoch threshold must be at least 1');
  }
}

function checkValidation(params: ValidationParams): void {
  presentDecimal(params.falsePositiveRate, 'false positive rate');
  presentDecimal(params.passValue, 'pass value');
  presentDecimal(params.minValidationAverage, 'min validation average');
  presentDecimal(params.maxValidationAverage, 'max validation average');
  presentDecimal(params.minValidationHalfway, 'min validation halfway');
  presentDecimal(params.missPercentageCutoff, 'miss percentage cutoff');
  presentDecimal(params.missRequestsPenalty, 'miss requests penalty');
}

function checkTokenomics(params: TokenomicsParams): void {
  presentDecimal(params.subsidyReductionInterval, 'subsidy reduction interval');
  presentDecimal(params.subsidyReductionAmount, 'subsidy reduction amount');
  presentDecimal(params.currentSubsidyPercentage, 'current subsidy percentage');
}

function checkCollateral(params: CollateralParams): void {
  checkFraction('slash_fraction_invalid', 'slash fraction', params.slashFractionInvalid);
  checkFraction('slash_fraction_downtime', 'slash fraction', params.slashFractionDowntime);
  checkFraction('downtime_missed_percentage_threshold', 'percentage', params.downtimeMissedPercentageThreshold);
  const ratio = checkNotNegative('base_weight_ratio', 'base weight ratio', params.baseWeightRatio);
  if (compareDecimals(ratio, whole) > 0) {
    throw plainError(`invalid base_weight_ratio: base weight ratio cannot be greater than 1: ${fixed(ratio)}`);
  }
  checkNotNegative('collateral_per_weight_unit', 'collateral per weight unit', params.collateralPerWeightUnit);
}

function checkBitcoinReward(params: BitcoinRewardParams): void {
  const rate = presentDecimal(params.decayRate, 'decay rate');
  if (compareDecimals(rate, none) >= 0) {
    throw plainError(`invalid decay_rate: decay rate must be negative for reward reduction, but is ${fixed(rate)}`);
  }
  if (compareDecimals(rate, decimal(-1n, -2)) < 0) {
    throw plainError(`invalid decay_rate: decay rate too extreme (less than -0.01): ${fixed(rate)}`);
  }
  checkNotNegative('utilization_bonus_factor', 'bonus factor', params.utilizationBonusFactor);
  checkNotNegative('full_coverage_bonus_factor', 'bonus factor', params.fullCoverageBonusFactor);
  checkNotNegative('partial_coverage_bonus_factor', 'bonus factor', params.partialCoverageBonusFactor);
}

function checkDynamicPricing(params: DynamicPricingParams): void {
  const lower = checkUnitInterval('stability_zone_lower_bound', 'stability zone bound', params.stabilityZoneLowerBound);
  const upper = checkUnitInterval('stability_zone_upper_bound', 'stability zone bound', params.stabilityZoneUpperBound);
  checkUnitInterval('price_elasticity', 'price elasticity', params.priceElasticity);
  if (params.utilizationWindowDuration === 0n) {
    throw plainError('invalid utilization_window_duration: duration must be greater than 0');
  }
  checkPrice('min_per_token_price', params.minPerTokenPrice);
  checkPrice('base_per_token_price', params.basePerTokenPrice);
  if (compareDecimals(lower, upper) >= 0) {
    const bounds = [toFloat64(lower).toFixed(6), toFloat64(upper).toFixed(6)] as const;
    throw plainError(`stability zone lower bound (${bounds[0]}) must be less than upper bound (${bounds[1]})`);
  }
}

const wholeInBasisPoints = 10_000;

/** Our own rules (profile `proposal`); the chain has no words for them. */
function checkMultiModel(params: MultiModelParams): void {
  const parts = [
    ['coverage_bonus_basis_points', params.coverageBonusBasisPoints],
    ['poc_slot_fraction_basis_points', params.pocSlotFractionBasisPoints],
    ['throughput_tolerance_basis_points', params.throughputToleranceBasisPoints],
  ] as const;
  for (const [name, value] of parts) {
    if (value > wholeInBasisPoints) throw plainError(`invalid ${name}: ${value} is more than ${wholeInBasisPoints}`);
  }
  if (params.coverageBonusMode !== 0 && params.coverageBonusMode !== 1) {
    throw plainError(`invalid coverage_bonus_mode: ${params.coverageBonusMode} is not a mode`);
  }
}

function checkPrice(name: string, price: bigint): void {
  if (price === 0n) throw plainError(`invalid ${name}: per-token price must be greater than 0`);
}

function checkNotNegative(name: string, what: string, value: Decimal | undefined): Decimal {
  const given = presentDecimal(value, name.replaceAll('_', ' '));
  if (compareDecimals(given, none) < 0)
    throw plainError(`invalid ${name}: ${what} cannot be negative: ${fixed(given)}`);
  return given;
}

function checkFraction(name: string, what: string, value: Decimal | undefined): void {
  const given = presentDecimal(value, name.replaceAll('_', ' '));
  if (outsideUnitInterval(given)) {
    throw plainError(`invalid ${name}: ${what} must be between 0 and 1, but is ${fixed(given)}`);
  }
}

function checkUnitInterval(name: string, what: string, value: Decimal | undefined): Decimal {
  const given = presentDecimal(value, name.replaceAll('_', ' '));
  if (outsideUnitInterval(given)) {
    const got = toFloat64(given).toFixed(6);
    throw plainError(`invalid ${name}: ${what} must be between 0.0 and 1.0, got: ${got}`);
  }
  return given;
}

const outsideUnitInterval = (value: Decimal): boolean =>
  compareDecimals(value, none) < 0 || compareDecimals(value, whole) > 0;

/** With 18 places, as the chain prints a decimal. */
const fixed = (value: Decimal): string => format(toLegacyDec(value));
