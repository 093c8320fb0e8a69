import { describe, expect, it } from 'vitest';
import { MsgClaimTrainingTaskForAssignment, MsgCreateTrainingTask } from '../../../src/gen/inference/inference/tx.js';
import { alice, bob, refused, scene, url } from '../scene.js';
import type { World } from '../world.js';

const [create, claim] = [url('CreateTrainingTask'), url('ClaimTrainingTaskForAssignment')];
const wish = MsgCreateTrainingTask.create({ creator: alice, hardwareResources: [{ type: 'H100', count: 8 }] });
const claimBy = (creator: string, taskId = 1n) => MsgClaimTrainingTaskForAssignment.create({ creator, taskId });
const tasks = (world: World) => world.act(({ state }) => [...state.trainingTasks.values()]);
const queued = (world: World) => world.act(({ state }) => [...state.queuedTrainingTasks.keys()]);

describe('a training', () => {
  it('waits in the queue under the next id, and stays there when somebody takes it on', () => {
    const world = scene();
    world.send(create, wish);
    world.send(create, wish);
    world.send(claim, claimBy(bob));
    expect(queued(world)).toEqual(['1', '2']);
    expect(
      tasks(world).map(({ id, requestedBy, assigner, epoch }) => [id, requestedBy, assigner, epoch?.lastEpoch]),
    ).toEqual([
      [1n, alice, bob, -1],
      [2n, alice, '', -1],
    ]);
  });

  it('cannot be taken on when there is none: 1120', () => {
    expect(refused(scene(), claim, claimBy(bob))).toBe('inference/1120');
  });

  it('cannot be taken on twice: 1121', () => {
    const world = scene();
    world.send(create, wish);
    world.send(claim, claimBy(bob));
    expect(refused(world, claim, claimBy(alice))).toBe('inference/1121');
  });

  it('cannot be taken on once it has its participants: 1122', () => {
    const world = scene();
    world.send(create, wish);
    const assignees = [{ participant: bob, nodeIds: ['a'] }];
    world.act(({ state }) => state.trainingTasks.set('1', { ...state.trainingTasks.require('1'), assignees }));
    expect(refused(world, claim, claimBy(alice))).toBe('inference/1122');
  });

  it.each([
    [create, { ...wish, creator: 'nobody' }],
    [claim, claimBy('nobody')],
  ])('refuses a sender that is no address: %s', (type, message) => {
    expect(refused(scene(), type, message)).toBe('sdk/7');
  });
});
