import { describe, expect, it } from 'vitest';
import { Inference, InferenceStatus } from '../../src/gen/inference/inference/inference.js';
import { modelTokensBetween, statsBetween, statsOfEpoch } from '../../src/keeper/developerStats.js';
import { setInference } from '../../src/keeper/inferences.js';
import { scene } from './scene.js';
import type { World } from './world.js';

const asked = Inference.create({
  inferenceId: 'i',
  requestedBy: 'dev',
  model: 'm1',
  promptTokenCount: 5n,
  startBlockTimestamp: 100n,
});
const answered = { ...asked, completionTokenCount: 6n, endBlockTimestamp: 130n, epochId: 2n, actualCost: 11n };
const put = (world: World, inference: Inference) => world.act((keeper) => setInference(keeper, inference));
const times = (world: World) => world.act(({ state }) => [...state.statsByTime.keys()].map(({ time }) => time));

describe('developer statistics', () => {
  it('move with an inference from its start to its end', () => {
    const world = scene();
    put(world, asked);
    expect(times(world)).toEqual([100n]);
    put(world, answered);
    expect(times(world)).toEqual([130n]);
    world.act((keeper) => {
      const [entry] = statsBetween(keeper, 0n, 200n);
      expect(entry?.[1].inference).toMatchObject({ totalTokenCount: 11n, actualCostInCoins: 11n, epochId: 2n });
    });
  });

  it('count it in the effective epoch until it has one of its own', () => {
    const world = scene();
    const ids = (epoch: bigint) => world.act((keeper) => [...statsOfEpoch(keeper, epoch)].length);
    put(world, asked);
    expect([ids(1n), ids(2n)]).toEqual([1, 0]);
    put(world, answered);
    expect([ids(1n), ids(2n)]).toEqual([0, 1]);
    put(world, { ...answered, status: InferenceStatus.VALIDATED });
    expect(world.act(({ state }) => state.statsByEpoch.get({ epoch: 2n, developer: 'dev' })?.inferenceIds)).toEqual([
      'i',
    ]);
  });

  it('are found by developer and by both ends of a time', () => {
    const world = scene();
    put(world, answered);
    put(world, { ...answered, inferenceId: 'j', requestedBy: 'other', endBlockTimestamp: 140n });
    world.act((keeper) => {
      const found = (from: bigint, to: bigint) => [...statsBetween(keeper, from, to)].map(([key]) => key.developer);
      expect([found(130n, 140n), found(131n, 140n), found(130n, 139n), found(0n, 10n)]).toEqual([
        ['dev', 'other'],
        ['other'],
        ['dev'],
        [],
      ]);
      expect([...statsOfEpoch(keeper, 2n, 'other')]).toHaveLength(1);
      expect(modelTokensBetween(keeper, 'm1', 130n, 139n)).toBe(11n);
      expect(modelTokensBetween(keeper, 'm2', 0n, 200n)).toBe(0n);
    });
  });

  it('show nothing of an inference whose developer is not known yet', () => {
    const world = scene();
    put(world, { ...answered, requestedBy: '' });
    world.act((keeper) => {
      expect([...statsBetween(keeper, 0n, 200n), ...statsOfEpoch(keeper, 2n)]).toEqual([]);
      expect(modelTokensBetween(keeper, 'm1', 0n, 200n)).toBe(0n);
    });
  });
});
