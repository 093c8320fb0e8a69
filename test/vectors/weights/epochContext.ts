import { expect } from 'vitest';
import { EpochStages } from '../../../src/gen/inference/inference/epoch_stages.js';
import {
  EpochContext,
  type EpochLengths,
  epochContextFromEffectiveEpoch,
  windDownOffsetA25,
} from '../../../src/types/epochContext.js';
import { toProtoJson } from '../../../src/types/protoJson.js';
import { CodedError } from '../../../src/util/errors.js';
import { fieldsAre, unknownForm } from '../settlement/form.js';
import type { CheckCase, VectorCase } from '../shared.js';
import { epochOf } from './records.js';

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

/** Stages, windows, phases and the choice of the context, height by height (reference, section 2). */
export const epochContextCase: CheckCase = ({ input, expected }) => {
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
