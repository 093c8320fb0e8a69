import { describe, expect, it } from 'vitest';
import { Inference, InferenceStatus } from '../../src/gen/inference/inference/inference.js';
import type { Params } from '../../src/gen/inference/inference/params.js';
import { setEpoch } from '../../src/keeper/epochs.js';
import { deployed, proposal } from '../../src/module/profiles.js';
import { pruneInferences, prunePoCData } from '../../src/module/pruning.js';
import { failure } from '../util/failure.js';
import { EpochWorld } from './epochWorld.js';

const { FINISHED, STARTED, VOTING } = InferenceStatus;

function withInferences(epochs: readonly (readonly [epochId: bigint, status: InferenceStatus])[]): EpochWorld {
  const world = new EpochWorld();
  for (const [epochId, status] of epochs) {
    const inferenceId = `${epochId} ${InferenceStatus[status]}`;
    world.keeper.state.inferences.set(
      inferenceId,
      Inference.fromPartial({ index: inferenceId, inferenceId, epochId, status }),
    );
  }
  return world;
}

const left = ({ keeper }: EpochWorld): string[] => [...keeper.state.inferences.keys()];

/** A chain whose epochs 0 to `last` each have a batch and a verdict; epoch e started its PoC at 40e. */
function withPoC(last: bigint, threshold: bigint): EpochWorld {
  const params = (defaults: Params): Params => ({
    ...defaults,
    pocParams: { ...defaults.pocParams!, pocDataPruningEpochThreshold: threshold },
  });
  const world = new EpochWorld({ params });
  for (let index = 0n; index <= last; index++) {
    setEpoch(world.keeper, { index, pocStartBlockHeight: 40n * index, epochParams: undefined });
    world.mine('alice', 'n1', 1, 40n * index, index).vote('bob on alice', 40n * index);
  }
  return world;
}

const epochsWithData = ({ keeper }: EpochWorld): bigint[] => {
  const batches = [...keeper.state.pocBatches.keys()].map(([pocStart]) => pocStart / 40n);
  expect([...keeper.state.pocValidations.keys()].map(([pocStart]) => pocStart / 40n)).toEqual(batches);
  return batches;
};

describe('the start of PoC forgets', () => {
  it('inferences that were settled long enough ago; the default keeps two epochs', () => {
    const world = withInferences([1n, 2n, 3n, 4n].map((epoch) => [epoch, FINISHED]));
    pruneInferences(world.keeper, 4n);
    expect(left(world)).toEqual(['3 FINISHED', '4 FINISHED']);
  });

  it('in the proposal, when those inferences would have run out', () => {
    const world = withInferences([
      [1n, FINISHED],
      [4n, FINISHED],
    ]);
    const { state } = world.keeper;
    for (const inferenceId of ['1 FINISHED', '4 FINISHED']) {
      state.inferenceTimeouts.set([90n, inferenceId], { expirationHeight: 90n, inferenceId });
    }
    const pruned = pruneInferences(world.keeper, 4n);
    expect([...pruned]).toEqual(['1 FINISHED']);
    deployed.epochs.forgetTimeouts(world.keeper, pruned);
    expect([...state.inferenceTimeouts.keys()]).toHaveLength(2);
    proposal.epochs.forgetTimeouts(world.keeper, pruned);
    expect([...state.inferenceTimeouts.keys()]).toEqual([[90n, '4 FINISHED']]);
  });

  it('no inference that somebody may still act on', () => {
    const world = withInferences([
      [1n, STARTED],
      [1n, VOTING],
      [1n, FINISHED],
    ]);
    pruneInferences(world.keeper, 9n);
    expect(left(world)).toEqual(['1 STARTED', '1 VOTING']);
  });

  it('batches and verdicts of older epochs', () => {
    const world = withPoC(3n, 1n);
    prunePoCData(world.keeper, 3n);
    expect(epochsWithData(world)).toEqual([3n]);
  });

  it('nothing while all epochs are young', () => {
    const world = withPoC(1n, 1n);
    prunePoCData(world.keeper, 1n);
    expect(epochsWithData(world)).toEqual([0n, 1n]);
  });

  it('after four epochs where the parameter is 0', () => {
    const world = withPoC(5n, 0n);
    prunePoCData(world.keeper, 5n);
    expect(epochsWithData(world)).toEqual([2n, 3n, 4n, 5n]);
  });

  it('1127: nothing when the upcoming epoch has no record', () => {
    const world = withPoC(3n, 1n);
    world.keeper.state.epochs.remove(3n);
    expect(failure(() => prunePoCData(world.keeper, 3n))).toBe('inference/1127');
  });
});
