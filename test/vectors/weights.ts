import { expect } from 'vitest';
import { collateralWeight } from '../../src/calculations/collateralWeight.js';
import { guardPowers } from '../../src/calculations/genesisGuardian.js';
import { capWeightsA25 } from '../../src/calculations/powerCapping.js';
import { groupWeight, unitPrice } from '../../src/calculations/unitPrice.js';
import type { Decimal } from '../../src/gen/inference/inference/decimal.js';
import { EpochStages } from '../../src/gen/inference/inference/epoch_stages.js';
import {
  EpochContext,
  type EpochLengths,
  epochContextFromEffectiveEpoch,
  windDownOffsetA25,
} from '../../src/types/epochContext.js';
import { toProtoJson } from '../../src/types/protoJson.js';
import { CodedError } from '../../src/util/errors.js';
import type { CheckCase, VectorCase, VectorTable } from './shared.js';

const texts = (values: readonly bigint[]): string[] => values.map(String);
const decimal = (json: { value: string; exponent: number } | null): Decimal | undefined =>
  json === null ? undefined : { value: BigInt(json.value), exponent: json.exponent };

/** A form that the check does not know must fail, not pass. */
function unknownForm(vectorCase: VectorCase): never {
  throw new Error(`unknown form: ${JSON.stringify(vectorCase).slice(0, 200)}`);
}

function fieldsAre(record: object, ...names: string[]): void {
  expect(Object.keys(record).sort()).toEqual([...names].sort());
}

const epochOf = (json: VectorCase) => ({
  index: BigInt(json.index),
  pocStartBlockHeight: BigInt(json.poc_start_block_height),
});

const lengthsOf = (json: VectorCase): EpochLengths => ({
  epochLength: BigInt(json.epoch_length),
  epochShift: BigInt(json.epoch_shift),
  pocStageDuration: BigInt(json.poc_stage_duration),
  pocExchangeDuration: BigInt(json.poc_exchange_duration),
  pocValidationDelay: BigInt(json.poc_validation_delay),
  pocValidationDuration: BigInt(json.poc_validation_duration),
  setNewValidatorsDelay: BigInt(json.set_new_validators_delay),
  inferenceValidationCutoff: BigInt(json.inference_validation_cutoff),
});

const phaseLetters = {
  PoCGenerate: 'G',
  PoCGenerateWindDown: 'g',
  PoCValidate: 'V',
  PoCValidateWindDown: 'v',
  Inference: 'I',
} as const;

const predicates: readonly (readonly [letter: string, holds: (context: EpochContext, height: bigint) => boolean])[] = [
  ['S', (context, height) => context.isStartOfPoC(height)],
  ['x', (context, height) => context.isPoCExchangeWindow(height)],
  ['E', (context, height) => context.isEndOfPoC(height)],
  ['T', (context, height) => context.isStartOfPoCValidation(height)],
  ['w', (context, height) => context.isPoCValidationExchangeWindow(height)],
  ['F', (context, height) => context.isEndOfPoCValidation(height)],
  ['N', (context, height) => context.isSetNewValidators(height)],
  ['C', (context, height) => context.isClaimMoney(height)],
  ['P', (context, height) => context.isNextPoCStart(height)],
];

function contextRow(context: EpochContext, height: number): [number, string, string] {
  const at = BigInt(height);
  const letters = predicates.filter(([, holds]) => holds(context, at)).map(([letter]) => letter);
  return [height, phaseLetters[context.phaseAt(at)], letters.join('')];
}

function chosenRow(effective: VectorCase, params: EpochLengths, height: number): unknown[] {
  try {
    const context = epochContextFromEffectiveEpoch(epochOf(effective), params, BigInt(height));
    return [height, String(context.epochIndex), String(context.epoch.pocStartBlockHeight)];
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return [height, 'panic'];
  }
}

const epochContextCase: CheckCase = ({ input, expected }) => {
  if (input.kind === 'context') {
    fieldsAre(expected, 'nextEpoch', 'rows', 'stages');
    const context = new EpochContext(epochOf(input.epoch), lengthsOf(input.params));
    expect(context.nextEpoch).toEqual(epochOf(expected.nextEpoch));
    const stages = toProtoJson(EpochStages, context.stages);
    expect({ ...stages, poc_exchange_deadline: String(context.pocExchangeDeadline) }).toEqual(expected.stages);
    expect(expected.rows.map(([height]: [number]) => contextRow(context, height))).toEqual(expected.rows);
  } else if (input.kind === 'choose') {
    fieldsAre(expected, 'rows');
    const params = lengthsOf(input.params);
    const rows = expected.rows.map(([height]: [number]) => chosenRow(input.effectiveEpoch, params, height));
    expect(rows).toEqual(expected.rows);
  } else if (input.kind === 'windDown' && expected.windDown) {
    const offsets = expected.windDown.map((_: number, i: number) => Number(windDownOffsetA25(BigInt(i))));
    expect(offsets).toEqual(expected.windDown);
  } else if (input.kind === 'windDown' && expected.pairs) {
    const pairs = expected.pairs.map(([duration]: [string]) => [duration, String(windDownOffsetA25(BigInt(duration)))]);
    expect(pairs).toEqual(expected.pairs);
  } else unknownForm(input);
};

const powerCappingCase: CheckCase = ({ input, expected }) => {
  fieldsAre(input, 'max', 'weights');
  const { weights, total, wasCapped } = capWeightsA25(input.weights.map(BigInt), decimal(input.max));
  expect({ weights: texts(weights), total: String(total), wasCapped }).toEqual(expected);
};

const guardianCase: CheckCase = ({ input, expected }) => {
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

const collateralCase: CheckCase = ({ input, expected }) => {
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

const unitPriceCase: CheckCase = ({ input, expected }) => {
  const votes = input.members.map(({ weight, proposal }: { weight: string; proposal: string | null }) => ({
    weight: groupWeight(weight),
    price: proposal === null ? undefined : BigInt(proposal),
  }));
  expect({ price: String(unitPrice(votes, BigInt(input.default))) }).toEqual(expected);
};

/** The rules of epochs, weights and powers that the deployed chain's functions pin (reference, sections 2-5, 8.4, 8.5). */
export const weightsVectors: VectorTable = {
  'epoch_context.json': epochContextCase,
  'power_capping.json': powerCappingCase,
  'guardian.json': guardianCase,
  'collateral.json': collateralCase,
  'unit_price.json': unitPriceCase,
};
