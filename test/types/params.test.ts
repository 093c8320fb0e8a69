import { describe, expect, it } from 'vitest';
import { Params } from '../../src/gen/inference/inference/params.js';
import { proto } from '../../src/types/codec.js';
import {
  defaultGenesisOnlyParams,
  defaultMultiModelParams,
  defaultParams,
  validateParams,
} from '../../src/types/params.js';
import { complaint } from './complaint.js';

type Part = Exclude<keyof Params, 'multiModelParams'>;

/** The default parameters with some fields of one part replaced. */
function changed(part: Part | 'multiModelParams', fields: Readonly<Record<string, unknown>>): Params {
  const params = { ...defaultParams(), multiModelParams: defaultMultiModelParams() };
  return { ...params, [part]: { ...params[part], ...fields } } as Params;
}

describe('default parameters', () => {
  it('pass', () => {
    validateParams(defaultParams());
    validateParams({ ...defaultParams(), multiModelParams: defaultMultiModelParams() });
  });

  it('survive the wire', () => {
    const codec = proto(Params);
    expect(codec.decode(codec.encode(defaultParams()))).toEqual(defaultParams());
    expect(codec.encode(defaultParams())).toHaveLength(400);
  });

  it('give a supply that its parts do not exceed', () => {
    const genesis = defaultGenesisOnlyParams();
    const parts = genesis.originatorSupply + genesis.topRewardAmount + genesis.standardRewardAmount;
    expect(parts + genesis.preProgrammedSaleAmount).toBe(genesis.totalSupply);
  });
});

const dec = (value: bigint, exponent = 0) => ({ value, exponent });

describe('validateParams', () => {
  it.each<[Part, string]>([
    ['epochParams', 'epoch params'],
    ['validationParams', 'validation params'],
    ['pocParams', 'poc params'],
    ['tokenomicsParams', 'tokenomics params'],
    ['collateralParams', 'collateral params'],
    ['bitcoinRewardParams', 'bitcoin reward params'],
    ['dynamicPricingParams', 'dynamic pricing params'],
  ])('wants %s', (part, name) => {
    expect(complaint(() => validateParams({ ...defaultParams(), [part]: undefined }))).toBe(
      `undefined/1 ${name} cannot be nil`,
    );
  });

  it.each<[Part | 'multiModelParams', Readonly<Record<string, unknown>>, string]>([
    ['epochParams', { epochLength: 0n }, 'epoch length must be positive'],
    ['epochParams', { epochMultiplier: 0n }, 'epoch multiplier must be positive'],
    ['epochParams', { pocStageDuration: 0n }, 'poc stage duration must be positive'],
    ['epochParams', { pocExchangeDuration: 0n }, 'poc exchange duration must be positive'],
    ['epochParams', { pocValidationDuration: -1n }, 'poc validation duration must be positive'],
    ['epochParams', { pocValidationDelay: -1n }, 'poc validation delay cannot be negative'],
    ['epochParams', { setNewValidatorsDelay: -1n }, 'set new validators delay cannot be negative'],
    ['epochParams', { inferenceValidationCutoff: -1n }, 'inference validation cutoff cannot be negative'],
    ['epochParams', { defaultUnitOfComputePrice: -1n }, 'default unit of compute price cannot be negative'],
    ['epochParams', { inferencePruningEpochThreshold: 0n }, 'inference pruning epoch threshold must be at least 1'],
    ['validationParams', { passValue: undefined }, 'pass value cannot be nil'],
    ['validationParams', { passValue: dec(1n, 2_000_000_000) }, 'pass value has an exponent of 2000000000'],
    ['tokenomicsParams', { currentSubsidyPercentage: undefined }, 'current subsidy percentage cannot be nil'],
    ['bitcoinRewardParams', { decayRate: undefined }, 'decay rate cannot be nil'],
    [
      'bitcoinRewardParams',
      { decayRate: dec(1n, -6) },
      'invalid decay_rate: decay rate must be negative for reward reduction, but is 0.000001000000000000',
    ],
    [
      'bitcoinRewardParams',
      { decayRate: dec(-2n, -2) },
      'invalid decay_rate: decay rate too extreme (less than -0.01): -0.020000000000000000',
    ],
    [
      'bitcoinRewardParams',
      { utilizationBonusFactor: dec(-1n) },
      'invalid utilization_bonus_factor: bonus factor cannot be negative: -1.000000000000000000',
    ],
    [
      'collateralParams',
      { slashFractionInvalid: dec(11n, -1) },
      'invalid slash_fraction_invalid: slash fraction must be between 0 and 1, but is 1.100000000000000000',
    ],
    [
      'collateralParams',
      { baseWeightRatio: dec(-1n, -1) },
      'invalid base_weight_ratio: base weight ratio cannot be negative: -0.100000000000000000',
    ],
    [
      'collateralParams',
      { baseWeightRatio: dec(2n) },
      'invalid base_weight_ratio: base weight ratio cannot be greater than 1: 2.000000000000000000',
    ],
    [
      'dynamicPricingParams',
      { priceElasticity: dec(2n) },
      'invalid price_elasticity: price elasticity must be between 0.0 and 1.0, got: 2.000000',
    ],
    [
      'dynamicPricingParams',
      { stabilityZoneLowerBound: dec(9n, -1) },
      'stability zone lower bound (0.900000) must be less than upper bound (0.600000)',
    ],
    [
      'dynamicPricingParams',
      { utilizationWindowDuration: 0n },
      'invalid utilization_window_duration: duration must be greater than 0',
    ],
    [
      'dynamicPricingParams',
      { minPerTokenPrice: 0n },
      'invalid min_per_token_price: per-token price must be greater than 0',
    ],
    [
      'dynamicPricingParams',
      { basePerTokenPrice: 0n },
      'invalid base_per_token_price: per-token price must be greater than 0',
    ],
    [
      'multiModelParams',
      { pocSlotFractionBasisPoints: 10_001 },
      'invalid poc_slot_fraction_basis_points: 10001 is more than 10000',
    ],
    ['multiModelParams', { coverageBonusMode: 2 }, 'invalid coverage_bonus_mode: 2 is not a mode'],
  ])('refuses %s with %o', (part, fields, why) => {
    expect(complaint(() => validateParams(changed(part, fields)))).toBe(`undefined/1 ${why}`);
  });

  it.each<[Part, Readonly<Record<string, unknown>>]>([
    ['epochParams', { epochShift: 1000n }],
    ['epochParams', { defaultUnitOfComputePrice: 0n }],
    ['bitcoinRewardParams', { fullCoverageBonusFactor: dec(3n), partialCoverageBonusFactor: dec(2n) }],
    ['validationParams', { falsePositiveRate: dec(0n), expirationBlocks: 0n }],
    ['pocParams', { validationSampleSize: -1 }],
  ])('does not look at %s %o', (part, fields) => {
    expect(complaint(() => validateParams(changed(part, fields)))).toBe('no complaint');
  });
});
