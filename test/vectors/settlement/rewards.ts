import { expect } from 'vitest';
import { fixedEpochRewardA25 } from '../../../src/calculations/fixedEpochReward.js';
import { reducedSubsidyPercentage } from '../../../src/calculations/reducedSubsidyPercentage.js';
import { settlementFixed } from '../../../src/calculations/settlementFixed.js';
import { settlementLegacy } from '../../../src/calculations/settlementLegacy.js';
import type { Decimal } from '../../../src/gen/inference/inference/decimal.js';
import { GenesisOnlyParams, Params } from '../../../src/gen/inference/inference/params.js';
import { ParticipantStatus } from '../../../src/gen/inference/inference/participant.js';
import type { SettlementInput, SettlementResult } from '../../../src/types/strategies.js';
import * as shop from '../../../src/util/shopspring.js';
import type { CheckCase, VectorCase } from '../shared.js';
import { decimal, errorFields, fieldsAre, panics, unknownForm } from './form.js';

export const fixedEpochRewardCase: CheckCase = ({ input, expected }) => {
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

export const bitcoinSettleCase: CheckCase = ({ input, expected }) => {
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

export const legacySettleCase: CheckCase = ({ input, expected }) => {
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
