import { expect } from 'vitest';
import { Inference, InferenceStatus } from '../../../src/gen/inference/inference/inference.js';
import type { Params } from '../../../src/gen/inference/inference/params.js';
import { PoCBatch, PoCValidation } from '../../../src/gen/inference/inference/pocbatch.js';
import { setEpoch } from '../../../src/keeper/epochs.js';
import { setPoCBatch } from '../../../src/keeper/pocBatches.js';
import { setPoCValidation } from '../../../src/keeper/pocValidations.js';
import { deployed } from '../../../src/module/profiles.js';
import { pruneInferences, prunePoCData } from '../../../src/module/pruning.js';
import { address, EpochWorld } from '../../module/epochWorld.js';
import { pruningCase as pruningRule } from '../settlement/upkeep.js';
import type { CheckCase, VectorCase } from '../shared.js';

/** The rule alone, and then what it leaves of a store. */
export const pruningCase: CheckCase = (vectorCase, file) => {
  pruningRule(vectorCase, file);
  const { input, expected } = vectorCase;
  const upcoming = BigInt(input.upcoming_epoch);
  const threshold = BigInt(input.threshold);
  const world = worldOf(threshold);
  if (input.kind === 'inferences') {
    for (const inference of input.inferences) storeInference(world, inference);
    pruneInferences(world.keeper, upcoming);
    expect([...world.keeper.state.inferences.keys()].sort()).toEqual(expected.remaining);
    return;
  }
  if (input.upcoming_epoch_record) storeEpoch(world, upcoming);
  for (const index of input.epochs_with_data.map(BigInt)) {
    storeEpoch(world, index);
    storePoC(world, index);
  }
  if (expected.error === undefined) prunePoCData(world.keeper, upcoming, threshold);
  else {
    const { codespace, code } = expected.error;
    expect(() => prunePoCData(world.keeper, upcoming, threshold)).toThrow(expect.objectContaining({ codespace, code }));
    return;
  }
  const { pocBatches, pocValidations } = world.keeper.state;
  const epochs = (keys: Iterable<readonly bigint[]>) => [...keys].map(([start]) => String(start! / pocDistance));
  expect({
    epochsWithBatches: epochs(pocBatches.keys() as never),
    epochsWithValidations: epochs(pocValidations.keys() as never),
  }).toEqual(expected);
};

/** Blocks from the start of one PoC to the next. */
const pocDistance = 100n;

function worldOf(threshold: bigint): EpochWorld {
  const params = (defaults: Params): Params => ({
    ...defaults,
    epochParams: { ...defaults.epochParams!, inferencePruningEpochThreshold: threshold },
  });
  const world = new EpochWorld({ profile: deployed, params });
  world.keeper.state.epochs.clear();
  return world;
}

function storeInference(world: EpochWorld, { inference_id: inferenceId, epoch_id, status }: VectorCase): void {
  const known = InferenceStatus[status as keyof typeof InferenceStatus];
  const record = Inference.fromPartial({ index: inferenceId, inferenceId, epochId: BigInt(epoch_id), status: known });
  world.keeper.state.inferences.set(inferenceId, record);
}

const storeEpoch = ({ keeper }: EpochWorld, index: bigint): void =>
  setEpoch(keeper, { index, pocStartBlockHeight: index * pocDistance, epochParams: undefined });

function storePoC({ keeper }: EpochWorld, index: bigint): void {
  const of = { participantAddress: address('alice'), pocStageStartBlockHeight: index * pocDistance };
  setPoCBatch(keeper, PoCBatch.fromPartial({ ...of, batchId: 'batch' }));
  setPoCValidation(keeper, PoCValidation.fromPartial({ ...of, validatorParticipantAddress: address('bob') }));
}
