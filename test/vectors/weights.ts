import { expect } from 'vitest';
import { batchFilterA25 } from '../../src/calculations/batchFilter.js';
import { collateralWeight } from '../../src/calculations/collateralWeight.js';
import { computeNewWeights } from '../../src/calculations/computeNewWeights.js';
import { guardPowers } from '../../src/calculations/genesisGuardian.js';
import { modelAssignmentA25 } from '../../src/calculations/modelAssignmentA25.js';
import { nodeSharesA25 } from '../../src/calculations/nodeShare.js';
import { minedParticipants, pocWeightsA25 } from '../../src/calculations/pocWeights.js';
import { capWeightsA25 } from '../../src/calculations/powerCapping.js';
import { participantsWithSlots, slotCandidatesAtFormation } from '../../src/calculations/slotCandidates.js';
import { slotRandom, slotSelectionA25 } from '../../src/calculations/slotSelection.js';
import { groupWeight, unitPrice } from '../../src/calculations/unitPrice.js';
import { electorateA25 } from '../../src/calculations/validationVote.js';
import { ActiveParticipant } from '../../src/gen/inference/inference/activeparticipants.js';
import type { Decimal } from '../../src/gen/inference/inference/decimal.js';
import { EpochGroupData, ValidationWeight } from '../../src/gen/inference/inference/epoch_group_data.js';
import { EpochStages } from '../../src/gen/inference/inference/epoch_stages.js';
import { HardwareNodes } from '../../src/gen/inference/inference/hardware_node.js';
import { Model } from '../../src/gen/inference/inference/model.js';
import { Params } from '../../src/gen/inference/inference/params.js';
import { Participant } from '../../src/gen/inference/inference/participant.js';
import { PoCBatch, PoCValidation } from '../../src/gen/inference/inference/pocbatch.js';
import { RandomSeed } from '../../src/gen/inference/inference/random_seed.js';
import type { MessageFns } from '../../src/types/codec.js';
import {
  EpochContext,
  type EpochLengths,
  epochContextFromEffectiveEpoch,
  windDownOffsetA25,
} from '../../src/types/epochContext.js';
import { fromProtoJson, type Json, toProtoJson } from '../../src/types/protoJson.js';
import { defineStrategy, type Voter } from '../../src/types/strategies.js';
import { readBech32 } from '../../src/util/bech32.js';
import { compareBytes, compareUtf8 } from '../../src/util/bytes.js';
import { CodedError } from '../../src/util/errors.js';
import type { CheckCase, VectorCase, VectorTable } from './shared.js';

// As a profile runs them: with their results checked.
const filterRule = defineStrategy('batchFilter', 'a25', batchFilterA25);
const weightsRule = defineStrategy('weights', 'a25', pocWeightsA25);
const assignmentRule = defineStrategy('modelAssignment', 'a25', modelAssignmentA25);
const slotRule = defineStrategy('slotAllocation', 'a25', slotSelectionA25, { when: 'formation' });

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

const participantsOf = (json: VectorCase): ActiveParticipant[] | undefined =>
  json?.map((participant: Json) => fromProtoJson(ActiveParticipant, participant));

const listOf = <T>(type: MessageFns<T>, json: readonly Json[]): T[] => json.map((item) => fromProtoJson(type, item));

/** The records of a store, in key order: a later one replaces an earlier one of the same key. */
function stored<T>(records: readonly T[], keyOf: (record: T) => string): T[] {
  const byKey = new Map(records.map((record) => [keyOf(record), record]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record);
}

const asJson = (participants: readonly ActiveParticipant[]) =>
  participants.map((participant) => toProtoJson(ActiveParticipant, participant));

const voterOf = ({ address, weight }: { address: string; weight: string }) => ({ address, weight: BigInt(weight) });

function addressBytes(address: string): Uint8Array {
  const result = readBech32(address);
  if (!result.ok) throw new Error(result.complaint);
  return result.data;
}

function checkCalculator({ input, expected }: VectorCase): void {
  fieldsAre(input, 'batches', 'kind', 'participants', 'seeds', 'validations', 'voters');
  const participants = listOf(Participant, input.participants);
  const seeds = listOf(RandomSeed, input.seeds);
  const { accepted } = minedParticipants(
    {
      participants: new Map(participants.map((participant) => [participant.index, participant])),
      seeds: new Map(seeds.map((seed) => [seed.participant, seed])),
      validations: listOf(PoCValidation, input.validations),
    },
    nodeSharesA25(listOf(PoCBatch, input.batches)),
    electorateA25(input.voters.map(voterOf)),
  );
  expect({ participants: asJson(accepted) }).toEqual(expected);
}

function checkComputeNewWeights({ input, expected }: VectorCase): void {
  const upcomingEpoch = { ...epochOf(input.upcoming_epoch), epochParams: undefined };
  const ofThisPoC = (record: { readonly pocStageStartBlockHeight: bigint }) =>
    record.pocStageStartBlockHeight === upcomingEpoch.pocStartBlockHeight;
  const participants = listOf(Participant, input.participants);
  const seeds = listOf(RandomSeed, input.seeds).filter(({ epochIndex }) => epochIndex === upcomingEpoch.index);
  const batches = stored(listOf(PoCBatch, input.batches), (batch) => `${batch.participantAddress}/${batch.batchId}`);
  const validations = stored(
    listOf(PoCValidation, input.validations),
    (validation) => `${validation.participantAddress}/${validation.validatorParticipantAddress}`,
  );
  const { participants: weighed } = computeNewWeights(
    { batchFilter: filterRule.run, weights: weightsRule.run },
    {
      upcomingEpoch,
      endingEpoch: {
        rootGroup: EpochGroupData.fromPartial({
          validationWeights: listOf(ValidationWeight, input.root_validation_weights),
        }),
        subGroups: [],
        activeParticipants: participantsOf(input.previous_active_participants?.participants),
      },
      batches: batches.filter(ofThisPoC),
      validations: validations.filter(ofThisPoC),
      participants: new Map(participants.map((participant) => [participant.index, participant])),
      seeds: new Map(seeds.map((seed) => [seed.participant, seed])),
      voters: input.group_members
        .map(voterOf)
        .sort((a: Voter, b: Voter) => compareBytes(addressBytes(a.address), addressBytes(b.address))),
      params: Params.fromPartial({}),
    },
  );
  expect({ participants: weighed.length === 0 ? null : asJson(weighed) }).toEqual(expected);
}

const weightCalculatorCase: CheckCase = (vectorCase) => {
  if (vectorCase.input.kind === 'calculator') checkCalculator(vectorCase);
  else if (vectorCase.input.kind === 'computeNewWeights') checkComputeNewWeights(vectorCase);
  else unknownForm(vectorCase.input);
};

function assignedA25(input: VectorCase): readonly ActiveParticipant[] {
  const epochIndex = BigInt(input.upcoming_epoch_index);
  const ids: string[] = [...(input.governance_models ?? [])].sort(compareUtf8);
  const models = ids.map((id) => Model.fromPartial({ id }));
  const hardware = listOf(HardwareNodes, input.hardware_nodes);
  let participants = assignmentRule.run({
    upcomingEpoch: { index: epochIndex, pocStartBlockHeight: 0n, epochParams: undefined },
    endingEpoch: {
      rootGroup: undefined,
      subGroups: [],
      activeParticipants: participantsOf(input.previous_active_participants?.participants),
    },
    participants: participantsOf(input.participants)!,
    governanceModels: models,
    hardwareNodes: new Map(hardware.map((nodes) => [nodes.participant, nodes])),
  });
  const facts = { epochIndex, previousAppHash: new Uint8Array(), fractionBasisPoints: 5000, taken: new Map() };
  for (const model of models) {
    const candidates = slotCandidatesAtFormation(model, participants, facts);
    const { drawn } = slotRule.run(candidates, slotRandom(candidates));
    participants = participantsWithSlots(participants, model.id, drawn);
  }
  return participants;
}

const modelAssignmentCase: CheckCase = ({ input, expected }) => {
  fieldsAre(
    input,
    'governance_models',
    'hardware_nodes',
    'participants',
    'previous_active_participants',
    'upcoming_epoch_index',
  );
  if (expected.panic) expect(() => assignedA25(input)).toThrow(CodedError);
  else expect({ participants: asJson(assignedA25(input)) }).toEqual(expected);
};

/** The rules of epochs, weights and powers that the deployed chain's functions pin (reference, sections 2-5, 8.4, 8.5). */
export const weightsVectors: VectorTable = {
  'epoch_context.json': epochContextCase,
  'weight_calculator.json': weightCalculatorCase,
  'model_assignment.json': modelAssignmentCase,
  'power_capping.json': powerCappingCase,
  'guardian.json': guardianCase,
  'collateral.json': collateralCase,
  'unit_price.json': unitPriceCase,
};
