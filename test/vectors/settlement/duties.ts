import { expect } from 'vitest';
import { minValidationAverage } from '../../../src/calculations/minValidationAverage.js';
import { reputation } from '../../../src/calculations/reputation.js';
import { shouldValidateA25 } from '../../../src/calculations/shouldValidate.js';
import * as shop from '../../../src/util/shopspring.js';
import type { CheckCase, VectorCase } from '../shared.js';
import { decimal, fieldsAre, panics } from './form.js';

export const reputationCase: CheckCase = ({ input, expected }) => {
  fieldsAre(
    input,
    'epoch_count',
    'epochs_to_max',
    'miss_percentage_cutoff',
    'miss_percentages',
    'miss_requests_penalty',
  );
  const params = {
    epochsToMax: BigInt(input.epochs_to_max),
    missPercentageCutoff: decimal(input.miss_percentage_cutoff),
    missRequestsPenalty: decimal(input.miss_requests_penalty),
  };
  const history = { epochCount: BigInt(input.epoch_count), missPercentages: input.miss_percentages.map(shop.parse) };
  if (panics(expected, () => reputation(history, params))) return;
  expect({ reputation: String(reputation(history, params)) }).toEqual(expected);
};

const trafficParams = (json: VectorCase) => ({
  minValidationAverage: decimal(json.min_validation_average),
  maxValidationAverage: decimal(json.max_validation_average),
  minValidationHalfway: decimal(json.min_validation_halfway),
  fullValidationTrafficCutoff: BigInt(json.full_validation_traffic_cutoff),
  minValidationTrafficCutoff: BigInt(json.min_validation_traffic_cutoff),
});

export const minValidationAverageCase: CheckCase = ({ input, expected }) => {
  const params = trafficParams(input);
  const rows = expected.rows.map(([traffic]: [string]) => [
    traffic,
    shop.format(minValidationAverage(BigInt(traffic), params)),
  ]);
  expect({ rows }).toEqual(expected);
};

export const shouldValidateCase: CheckCase = ({ input, expected }) => {
  fieldsAre(
    input,
    'executor_power',
    'executor_reputation',
    'inference_id',
    'params',
    'seed',
    'total_power',
    'traffic_basis',
    'validator_power',
  );
  const duty = {
    seed: BigInt(input.seed),
    details: {
      inferenceId: input.inference_id,
      executorReputation: input.executor_reputation,
      trafficBasis: BigInt(input.traffic_basis),
      executorPower: BigInt(input.executor_power),
      totalPower: BigInt(input.total_power),
    },
    validatorPower: BigInt(input.validator_power),
    params: trafficParams(input.params),
  };
  if (panics(expected, () => shouldValidateA25(duty))) return;
  const { mustValidate, ...numbers } = shouldValidateA25(duty);
  const texts = Object.entries(numbers).map(([name, number]) => [name, shop.format(number)]);
  expect({ shouldValidate: mustValidate, ...Object.fromEntries(texts) }).toEqual(expected);
};
