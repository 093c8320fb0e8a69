import { expect } from 'vitest';
import {
  failureZScoreA25,
  measurementsNeededA25,
  participantStatusA25,
} from '../../../src/calculations/participantStatus.js';
import { isInferencePrunable, pocEpochsToPrune } from '../../../src/calculations/pruning.js';
import { shareWork } from '../../../src/calculations/shareWork.js';
import { InferenceStatus } from '../../../src/gen/inference/inference/inference.js';
import { ParticipantStatus } from '../../../src/gen/inference/inference/participant.js';
import type { CheckCase, VectorCase } from '../shared.js';
import { decimal, fails, fieldsAre, panics, unknownForm } from './form.js';

export const shareWorkCase: CheckCase = ({ input, expected }) => {
  fieldsAre(input, 'existing', 'new', 'actual_cost');
  const adjustments = shareWork(input.existing, input.new, BigInt(input.actual_cost));
  expect({ adjustments: adjustments.map(({ participant, amount }) => [participant, amount.toString()]) }).toEqual(
    expected,
  );
};

export const pruningCase: CheckCase = ({ input, expected }) => {
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

export const participantStatusCase: CheckCase = ({ input, expected }) => {
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
