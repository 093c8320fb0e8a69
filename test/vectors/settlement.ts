import { expect } from 'vitest';
import {
  demandTimestamp,
  fixedTokenPrice,
  isInPricingWindow,
  nextTokenPriceA25,
  utilizationA25,
} from '../../src/calculations/dynamicPrice.js';
import { fixedEpochRewardA25 } from '../../src/calculations/fixedEpochReward.js';
import { minValidationAverage } from '../../src/calculations/minValidationAverage.js';
import {
  failureZScoreA25,
  measurementsNeededA25,
  participantStatusA25,
} from '../../src/calculations/participantStatus.js';
import { isInferencePrunable, pocEpochsToPrune } from '../../src/calculations/pruning.js';
import { reducedSubsidyPercentage } from '../../src/calculations/reducedSubsidyPercentage.js';
import { reputation } from '../../src/calculations/reputation.js';
import { settlementFixed } from '../../src/calculations/settlementFixed.js';
import { settlementLegacy } from '../../src/calculations/settlementLegacy.js';
import { shareWork } from '../../src/calculations/shareWork.js';
import { shouldValidateA25 } from '../../src/calculations/shouldValidate.js';
import type { Decimal } from '../../src/gen/inference/inference/decimal.js';
import { InferenceStatus } from '../../src/gen/inference/inference/inference.js';
import { DynamicPricingParams, GenesisOnlyParams, Params } from '../../src/gen/inference/inference/params.js';
import { ParticipantStatus } from '../../src/gen/inference/inference/participant.js';
import type { SettlementInput, SettlementResult } from '../../src/types/strategies.js';
import { CodedError } from '../../src/util/errors.js';
import * as shop from '../../src/util/shopspring.js';
import type { CheckCase, VectorCase, VectorTable } from './shared.js';

const decimal = (json: { value: string; exponent: number } | null): Decimal | undefined =>
  json === null ? undefined : { value: BigInt(json.value), exponent: json.exponent };

/** A form that the check does not know must fail, not pass. */
function unknownForm(vectorCase: VectorCase): never {
  throw new Error(`unknown form: ${JSON.stringify(vectorCase).slice(0, 200)}`);
}

function fieldsAre(record: object, ...names: string[]): void {
  expect(Object.keys(record).sort()).toEqual([...names].sort());
}

/** Where upstream panics, ours throws a coded error (decisions, section 0). */
function panics(expected: VectorCase, run: () => unknown): boolean {
  if (expected.panic !== true) return false;
  fieldsAre(expected, 'contains', 'panic');
  expect(run).toThrow(CodedError);
  return true;
}

/** Whether an error was expected; asserts that it is this one. */
function fails(expected: VectorCase, run: () => unknown): boolean {
  if (expected.error === undefined) return false;
  fieldsAre(expected, 'error');
  expect(run).toThrow(expect.objectContaining(errorFields(expected.error)));
  return true;
}

function errorFields(error: { code: number; codespace: string; contains: string }): object {
  fieldsAre(error, 'code', 'codespace', 'contains');
  return { code: error.code, codespace: error.codespace, message: expect.stringContaining(error.contains) };
}

const shareWorkCase: CheckCase = ({ input, expected }) => {
  fieldsAre(input, 'existing', 'new', 'actual_cost');
  const adjustments = shareWork(input.existing, input.new, BigInt(input.actual_cost));
  expect({ adjustments: adjustments.map(({ participant, amount }) => [participant, amount.toString()]) }).toEqual(
    expected,
  );
};

const pruningCase: CheckCase = ({ input, expected }) => {
  const [upcoming, threshold] = [BigInt(input.upcoming_epoch), BigInt(input.threshold)];
  if (input.kind === 'inferences') {
    fieldsAre(input, 'inferences', 'kind', 'threshold', 'upcoming_epoch');
    const remaining = input.inferences
      .map((inference: VectorCase) => ({
        id: inference.inference_id,
        status: InferenceStatus[inference.status as keyof typeof InferenceStatus] ?? unknownForm(inference),
        epochId: BigInt(inference.epoch_id),
      }))
      .filter((inference: VectorCase) => !isInferencePrunable(inference, upcoming, threshold))
      .map(({ id }: { id: string }) => id);
    expect(remaining.sort()).toEqual(expected.remaining);
  } else if (input.kind === 'poc') {
    fieldsAre(input, 'epochs_with_data', 'kind', 'threshold', 'upcoming_epoch', 'upcoming_epoch_record');
    const recorded = new Set<bigint>(input.epochs_with_data.map(BigInt));
    if (input.upcoming_epoch_record) recorded.add(upcoming);
    const run = () => pocEpochsToPrune(upcoming, threshold, (index) => recorded.has(index)).map(String);
    if (fails(expected, run)) return;
    const pruned = run();
    const kept = input.epochs_with_data.filter((epoch: string) => !pruned.includes(epoch));
    expect({ epochsWithBatches: kept, epochsWithValidations: kept }).toEqual(expected);
  } else unknownForm(input);
};

const participantStatusCase: CheckCase = ({ input, expected }) => {
  fieldsAre(
    input,
    'consecutive_invalid_inferences',
    'false_positive_rate',
    'inference_count',
    'invalidated_inferences',
    'min_ramp_up_measurements',
    'validated_inferences',
  );
  const params = {
    falsePositiveRate: decimal(input.false_positive_rate),
    minRampUpMeasurements: input.min_ramp_up_measurements,
  };
  const record = {
    consecutiveInvalidInferences: BigInt(input.consecutive_invalid_inferences),
    inferenceCount: BigInt(input.inference_count),
    validatedInferences: BigInt(input.validated_inferences),
    invalidatedInferences: BigInt(input.invalidated_inferences),
  };
  if (panics(expected, () => participantStatusA25(record, params))) return;
  const zScore = failureZScoreA25(record, params);
  expect({
    status: ParticipantStatus[participantStatusA25(record, params)],
    zScore: zScore === Infinity ? '+Inf' : zScore === -Infinity ? '-Inf' : String(zScore),
    measurementsNeeded: measurementsNeededA25(params).toString(),
  }).toEqual(expected);
};

const pricingParams = (json: VectorCase): DynamicPricingParams =>
  DynamicPricingParams.fromPartial({
    stabilityZoneLowerBound: decimal(json.stability_zone_lower_bound),
    stabilityZoneUpperBound: decimal(json.stability_zone_upper_bound),
    priceElasticity: decimal(json.price_elasticity),
    minPerTokenPrice: json.min_per_token_price,
    basePerTokenPrice: json.base_per_token_price,
    utilizationWindowDuration: json.utilization_window_duration ?? 0n,
    gracePeriodEndEpoch: json.grace_period_end_epoch ?? 0n,
    gracePeriodPerTokenPrice: json.grace_period_per_token_price ?? 0n,
  });

const defaultPricing = DynamicPricingParams.fromPartial({
  stabilityZoneLowerBound: { value: 4n, exponent: -1 },
  stabilityZoneUpperBound: { value: 6n, exponent: -1 },
  priceElasticity: { value: 5n, exponent: -2 },
  minPerTokenPrice: 1n,
  basePerTokenPrice: 100n,
});

const dynamicPriceCase: CheckCase = ({ input, expected }) => {
  const utilization = Number(input.utilization);
  const price = input.current_price === null ? undefined : BigInt(input.current_price);
  if (input.kind === 'price') {
    const params = pricingParams(input.params);
    const next = nextTokenPriceA25({ price, utilization, params });
    expect({ old: String(price ?? params.basePerTokenPrice), new: String(next) }).toEqual(expected);
  } else if (input.kind === 'chain') {
    let current = price;
    for (const next of expected.prices) {
      current = nextTokenPriceA25({ price: current, utilization, params: defaultPricing });
      expect(String(current)).toBe(next);
    }
  } else if (input.kind === 'update') {
    // Price and capacity are the first model's; a model that has neither is skipped.
    const [model] = input.sub_group_models;
    expect({ prices: { [model]: String(updatedPrice(input, model)) } }).toEqual(expected);
  } else unknownForm(input);
};

function updatedPrice(input: VectorCase, model: string): bigint {
  const params = pricingParams(input.params);
  const price = BigInt(input.current_price);
  const fixed = fixedTokenPrice(BigInt(input.effective_epoch), params);
  if (fixed !== undefined) return fixed;
  if (input.capacity === null) return price;
  const window = params.utilizationWindowDuration;
  let usedTokens = 0n;
  for (const inference of input.inferences) {
    const time = demandTimestamp({
      startBlockTimestamp: BigInt(inference.start_block_timestamp),
      endBlockTimestamp: BigInt(inference.end_block_timestamp),
    });
    if (inference.model !== model || !isInPricingWindow(time, BigInt(input.block_time_ms), window)) continue;
    usedTokens += BigInt(inference.prompt_token_count) + BigInt(inference.completion_token_count);
  }
  const demand = { usedTokens, tokensPerSecond: BigInt(input.capacity), windowSeconds: window };
  return nextTokenPriceA25({ price, utilization: utilizationA25(demand), params });
}

const reputationCase: CheckCase = ({ input, expected }) => {
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

const minValidationAverageCase: CheckCase = ({ input, expected }) => {
  const params = trafficParams(input);
  const rows = expected.rows.map(([traffic]: [string]) => [
    traffic,
    shop.format(minValidationAverage(BigInt(traffic), params)),
  ]);
  expect({ rows }).toEqual(expected);
};

const shouldValidateCase: CheckCase = ({ input, expected }) => {
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

const fixedEpochRewardCase: CheckCase = ({ input, expected }) => {
  const params = { initialEpochReward: BigInt(input.initial), decayRate: decimal(input.rate), genesisEpoch: 0n };
  const reward = (epochs: string) => fixedEpochRewardA25(BigInt(epochs), params).toString();
  if (expected.rewards !== undefined) {
    fieldsAre(input, 'initial', 'n', 'rate');
    expect(input.n).toBe(`0..${expected.rewards.length - 1}`);
    expect({ rewards: expected.rewards.map((_: string, n: number) => reward(String(n))) }).toEqual(expected);
  } else if (expected.rows !== undefined) {
    fieldsAre(input, 'initial', 'rate');
    expect({ rows: expected.rows.map(([epochs]: [string]) => [epochs, reward(epochs)]) }).toEqual(expected);
  } else {
    fieldsAre(input, 'epoch', 'genesisEpoch', 'initial', 'rate');
    const genesisEpoch = BigInt(input.genesisEpoch);
    const epochReward = fixedEpochRewardA25(BigInt(input.epoch), { ...params, genesisEpoch }).toString();
    const decayApplied = input.epoch !== input.genesisEpoch;
    expect({ reward: epochReward, amount: epochReward, decayApplied }).toEqual(expected);
  }
};

const settlementInput = (json: VectorCase): SettlementInput => ({
  epochIndex: 0n,
  participants: json.participants.map(settlementParticipant),
  validationWeights: [],
  multipliers: new Map(),
  params: Params.fromPartial({}),
  genesisOnlyParams: GenesisOnlyParams.fromPartial({ standardRewardAmount: json.total_subsidy_supply }),
  totalSubsidies: BigInt(json.total_subsidy_paid),
});

function settlementParticipant(json: VectorCase): SettlementInput['participants'][number] {
  fieldsAre(json, 'address', 'coin_balance', 'status');
  return {
    address: json.address,
    coinBalance: BigInt(json.coin_balance),
    status: ParticipantStatus[json.status as keyof typeof ParticipantStatus] ?? unknownForm(json),
    currentEpochStats: undefined,
  };
}

function resultsAre({ results }: SettlementResult, expected: VectorCase): void {
  const found = results.map(({ participant, workCoins, rewardCoins, error }) => ({
    participant,
    work_coins: workCoins.toString(),
    reward_coins: rewardCoins.toString(),
    ...(error === undefined ? {} : { error }),
  }));
  expect(found).toEqual(
    expected.results.map(({ error, ...result }: VectorCase) =>
      error === undefined ? result : { ...result, error: expect.objectContaining(errorFields(error)) },
    ),
  );
}

const bitcoinSettleCase: CheckCase = ({ input, expected }) => {
  fieldsAre(
    input,
    'epoch_index',
    'params',
    'participants',
    'total_subsidy_paid',
    'total_subsidy_supply',
    'validation_weights',
  );
  fieldsAre(input.params, 'decay_rate', 'genesis_epoch', 'initial_epoch_reward');
  fieldsAre(expected, 'amount', 'decayApplied', 'epochNumber', 'results');
  const bitcoinRewardParams = {
    decayRate: decimal(input.params.decay_rate),
    genesisEpoch: BigInt(input.params.genesis_epoch),
    initialEpochReward: BigInt(input.params.initial_epoch_reward),
  };
  const settlement = settlementFixed({
    ...settlementInput(input),
    epochIndex: BigInt(input.epoch_index),
    params: Params.fromPartial({ bitcoinRewardParams }),
    validationWeights: input.validation_weights.map((row: VectorCase) => ({
      memberAddress: row.member_address,
      weight: BigInt(row.weight),
    })),
  });
  expect(settlement.minted.toString()).toBe(expected.amount);
  expect(expected.epochNumber).toBe(input.epoch_index);
  expect(expected.decayApplied).toBe(input.epoch_index !== input.params.genesis_epoch);
  resultsAre(settlement, expected);
};

const legacySettleCase: CheckCase = ({ input, expected }) => {
  if (input.kind === 'reduceChain') {
    let percentage = decimal(input.start);
    const chain = expected.chain.map(() => {
      percentage = reducedSubsidyPercentage({
        currentSubsidyPercentage: percentage,
        subsidyReductionAmount: decimal(input.amount),
      });
      return decimalJson(percentage);
    });
    expect({ chain }).toEqual(expected);
  } else if (input.kind === 'reduceOne') {
    for (const { amount, from, to } of expected.rows) {
      const params = { currentSubsidyPercentage: decimal(from), subsidyReductionAmount: decimal(amount) };
      expect(decimalJson(reducedSubsidyPercentage(params))).toEqual(to);
    }
  } else {
    fieldsAre(input, 'participants', 'settle_parameters');
    const settle = () => settlementLegacy(legacyInput(input));
    if (panics(expected, settle)) return;
    fieldsAre(expected, 'amount', 'crossedCutoff', 'results');
    const settlement = settle();
    expect({ amount: settlement.minted.toString(), crossedCutoff: settlement.crossedCutoff }).toEqual({
      amount: expected.amount,
      crossedCutoff: expected.crossedCutoff,
    });
    resultsAre(settlement, expected);
  }
};

const decimalJson = ({ value, exponent }: Decimal) => ({ value: value.toString(), exponent });

function legacyInput({ participants, settle_parameters: json }: VectorCase): SettlementInput {
  const { total_subsidy_paid, total_subsidy_supply, ...rates } = json;
  fieldsAre(rates, 'current_subsidy_percentage_float32', 'stage_cutoff_float64', 'stage_decrease_float32');
  const parameter = (text: string) => {
    const { coefficient, exponent } = shop.parse(text);
    return { value: coefficient, exponent };
  };
  const tokenomicsParams = {
    currentSubsidyPercentage: parameter(rates.current_subsidy_percentage_float32),
    subsidyReductionInterval: parameter(rates.stage_cutoff_float64),
    subsidyReductionAmount: parameter(rates.stage_decrease_float32),
  };
  const input = settlementInput({ participants, total_subsidy_paid, total_subsidy_supply });
  return { ...input, params: Params.fromPartial({ tokenomicsParams }) };
}

/** The rules of rewards, claims and upkeep that the deployed chain's functions pin (reference, sections 3, 7.2, 8). */
export const settlementVectors: VectorTable = {
  'bitcoin_settle.json': bitcoinSettleCase,
  'legacy_settle.json': legacySettleCase,
  'fixed_epoch_reward.json': fixedEpochRewardCase,
  'reputation.json': reputationCase,
  'min_validation_average.json': minValidationAverageCase,
  'should_validate.json': shouldValidateCase,
  'share_work.json': shareWorkCase,
  'pruning.json': pruningCase,
  'participant_status.json': participantStatusCase,
  'dynamic_price.json': dynamicPriceCase,
};
