import { expect } from 'vitest';
import { collateralWeight } from '../../../src/calculations/collateralWeight.js';
import { guardPowers } from '../../../src/calculations/genesisGuardian.js';
import { capWeightsA25 } from '../../../src/calculations/powerCapping.js';
import { groupWeight, unitPrice } from '../../../src/calculations/unitPrice.js';
import { decimal, fieldsAre } from '../settlement/form.js';
import type { CheckCase } from '../shared.js';

const texts = (values: readonly bigint[]): string[] => values.map(String);

export const powerCappingCase: CheckCase = ({ input, expected }) => {
  fieldsAre(input, 'max', 'weights');
  const { weights, total, wasCapped } = capWeightsA25(input.weights.map(BigInt), decimal(input.max));
  expect({ weights: texts(weights), total: String(total), wasCapped }).toEqual(expected);
};

export const guardianCase: CheckCase = ({ input, expected }) => {
  fieldsAre(input, 'enabled', 'guardians', 'maturity_threshold', 'multiplier', 'results');
  const validators = input.results.map(({ operator, power }: { operator: string; power: string }) => ({
    operatorAddress: operator,
    power: BigInt(power),
  }));
  const { powers, total, wasEnhanced } = guardPowers(validators, {
    genesisGuardianEnabled: input.enabled,
    genesisGuardianNetworkMaturityThreshold: BigInt(input.maturity_threshold),
    genesisGuardianMultiplier: decimal(input.multiplier),
    genesisGuardianAddresses: input.guardians,
  });
  expect({ powers: texts(powers), total: String(total), wasEnhanced }).toEqual(expected);
};

export const collateralCase: CheckCase = ({ input, expected }) => {
  const params = {
    gracePeriodEndEpoch: BigInt(input.grace_period_end_epoch),
    baseWeightRatio: decimal(input.base_weight_ratio),
    collateralPerWeightUnit: decimal(input.collateral_per_weight_unit),
  };
  const weights = input.participants.map(({ weight, collateral }: { weight: string; collateral: string | null }) =>
    collateralWeight(
      BigInt(weight),
      collateral === null ? undefined : BigInt(collateral),
      BigInt(input.latest_epoch),
      params,
    ),
  );
  expect({ weights: texts(weights) }).toEqual(expected);
};

export const unitPriceCase: CheckCase = ({ input, expected }) => {
  const votes = input.members.map(({ weight, proposal }: { weight: string; proposal: string | null }) => ({
    weight: groupWeight(weight),
    price: proposal === null ? undefined : BigInt(proposal),
  }));
  expect({ price: String(unitPrice(votes, BigInt(input.default))) }).toEqual(expected);
};
