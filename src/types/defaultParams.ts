import type { Decimal } from '../gen/inference/inference/decimal.js';
import {
  CoverageBonusMode,
  type GenesisOnlyParams,
  type MultiModelParams,
  type Params,
} from '../gen/inference/inference/params.js';

const decimal = (value: bigint, exponent = 0): Decimal => ({ value, exponent });

/** The parameters that the deployed chain starts with (reference 1.3). */
export function defaultParams(): Params {
  return {
    epochParams: {
      epochLength: 40n,
      epochMultiplier: 1n,
      epochShift: 0n,
      defaultUnitOfComputePrice: 100n,
      pocStageDuration: 10n,
      pocExchangeDuration: 2n,
      pocValidationDelay: 2n,
      pocValidationDuration: 6n,
      setNewValidatorsDelay: 1n,
      inferenceValidationCutoff: 0n,
      inferencePruningEpochThreshold: 2n,
    },
    validationParams: {
      falsePositiveRate: decimal(5n, -2),
      minRampUpMeasurements: 10,
      passValue: decimal(99n, -2),
      minValidationAverage: decimal(1n, -2),
      maxValidationAverage: decimal(1n),
      expirationBlocks: 20n,
      epochsToMax: 30n,
      fullValidationTrafficCutoff: 10000n,
      minValidationHalfway: decimal(5n, -2),
      minValidationTrafficCutoff: 100n,
      missPercentageCutoff: decimal(1n, -2),
      missRequestsPenalty: decimal(1n),
      timestampExpiration: 60n,
      timestampAdvance: 30n,
      estimatedLimitsPerBlockKb: 0n,
    },
    pocParams: { defaultDifficulty: 5, validationSampleSize: 200, pocDataPruningEpochThreshold: 1n },
    tokenomicsParams: {
      subsidyReductionInterval: decimal(5n, -2),
      subsidyReductionAmount: decimal(2n, -1),
      currentSubsidyPercentage: decimal(9n, -1),
      topRewardAllowedFailure: decimal(1n, -1),
      topMinerPocQualification: 10n,
      workVestingPeriod: 0n,
      rewardVestingPeriod: 0n,
      topMinerVestingPeriod: 0n,
    },
    ...defaultMoneyParams(),
    bandwidthLimitsParams: undefined,
    multiModelParams: undefined,
  };
}

function defaultMoneyParams(): Pick<Params, 'collateralParams' | 'bitcoinRewardParams' | 'dynamicPricingParams'> {
  return {
    collateralParams: {
      slashFractionInvalid: decimal(2n, -1),
      slashFractionDowntime: decimal(1n, -1),
      downtimeMissedPercentageThreshold: decimal(5n, -2),
      gracePeriodEndEpoch: 180n,
      baseWeightRatio: decimal(2n, -1),
      collateralPerWeightUnit: decimal(1n),
    },
    bitcoinRewardParams: {
      useBitcoinRewards: true,
      initialEpochReward: 285_000_000_000_000n,
      decayRate: decimal(-475n, -6),
      genesisEpoch: 1n,
      utilizationBonusFactor: decimal(5n, -1),
      fullCoverageBonusFactor: decimal(12n, -1),
      partialCoverageBonusFactor: decimal(1n, -1),
    },
    dynamicPricingParams: {
      stabilityZoneLowerBound: decimal(4n, -1),
      stabilityZoneUpperBound: decimal(6n, -1),
      priceElasticity: decimal(5n, -2),
      utilizationWindowDuration: 60n,
      minPerTokenPrice: 1n,
      basePerTokenPrice: 100n,
      gracePeriodEndEpoch: 90n,
      gracePeriodPerTokenPrice: 0n,
    },
  };
}

/** The rules of profile `proposal`: 10 % on top for full coverage, half of a model's throughput serves through PoC. */
export function defaultMultiModelParams(): MultiModelParams {
  return {
    coverageBonusBasisPoints: 1000,
    coverageBonusMode: CoverageBonusMode.ADDITIONAL,
    pocSlotFractionBasisPoints: 5000,
    throughputValidationEnabled: false,
    throughputToleranceBasisPoints: 1000,
  };
}

/** What only genesis sets, as the deployed chain's program writes it into a new genesis file. */
export function defaultGenesisOnlyParams(): GenesisOnlyParams {
  return {
    totalSupply: 1_000_000_000_000_000_000n,
    originatorSupply: 160_000_000_000_000_000n,
    topRewardAmount: 120_000_000_000_000_000n,
    standardRewardAmount: 600_000_000_000_000_000n,
    preProgrammedSaleAmount: 120_000_000_000_000_000n,
    topRewards: 3,
    supplyDenom: 'ngonka',
    topRewardPeriod: 31_536_000n,
    topRewardPayouts: 12n,
    topRewardPayoutsPerMiner: 4n,
    topRewardMaxDuration: 126_144_000n,
    maxIndividualPowerPercentage: decimal(25n, -2),
    genesisGuardianEnabled: true,
    genesisGuardianNetworkMaturityThreshold: 2_000_000n,
    genesisGuardianMultiplier: decimal(52n, -2),
    genesisGuardianAddresses: [],
  };
}
