import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PageRequest } from '../../../src/gen/cosmos/base/query/v1beta1/pagination.js';
import { SlotSelection } from '../../../src/gen/inference/inference/slot_selection.js';
import { TrainingTask } from '../../../src/gen/inference/inference/training_task.js';
import type { InferenceKeepers } from '../../../src/keeper/keeper.js';
import { inferenceQueryRoutes } from '../../../src/keeper/queries/routes.js';
import { queueTrainingTask } from '../../../src/keeper/trainingTasks.js';
import type { QueryRoute } from '../../../src/types/module.js';
import { latin1ToBytes } from '../../../src/util/bytes.js';
import { failure } from '../../util/failure.js';
import { alice, bob, carol, dave, erin, model, scene, weights } from '../scene.js';
import { deployed, type World } from '../world.js';

/** Asks a method and hands the answer through its wire form, so that every answer is one that can be sent. */
function ask(world: World, method: string, request: object = {}): Record<string, unknown> {
  const found = inferenceQueryRoutes.find(({ path }) => path === `/inference.inference.Query/${method}`);
  if (found === undefined) throw new Error(`no method ${method}`);
  const route = found as unknown as QueryRoute<InferenceKeepers, object, object>;
  const ctx = world.context();
  const asked = { ...route.request.decode(new Uint8Array()), ...request };
  const answer = route.handle(ctx, { inference: world.keeper(ctx) }, asked);
  return route.response.decode(route.response.encode(answer)) as Record<string, unknown>;
}
const addresses = (answer: Record<string, unknown>) =>
  (answer.participant as { address: string }[]).map(({ address }) => address);

describe('the query service', () => {
  it('answers every method of the schema, and each once', () => {
    const schema = readFileSync(resolve(import.meta.dirname, '../../../proto/inference/inference/query.proto'), 'utf8');
    const methods = [...schema.matchAll(/^ {2}rpc (\w+)\(/gm)].map(([, name]) => `/inference.inference.Query/${name}`);
    const byText = (a: string, b: string) => (a < b ? -1 : 1);
    expect(inferenceQueryRoutes.map(({ path }) => path).sort(byText)).toEqual(methods.sort(byText));
  });

  it.each([
    ['Inference', { index: 'none' }],
    ['Participant', { index: 'gonka1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqx3xkhl' }],
    ['Participant', { index: 'no address' }],
    ['EpochGroupData', { epochIndex: 99n }],
    ['EpochGroupData', { epochIndex: 1n, modelId: 'm3' }],
    ['SettleAmount', { participant: alice }],
    ['EpochGroupValidations', { participant: alice, epochIndex: 1n }],
    ['TopMiner', { address: alice }],
    ['PartialUpgrade', { height: 5n }],
    ['InferenceTimeout', { expirationHeight: 5n, inferenceId: 'i' }],
    ['InferenceValidationDetails', { epochId: 1n, inferenceId: 'i' }],
    ['EpochPerformanceSummary', { epochIndex: 9n, participantId: alice }],
    ['InferenceParticipant', { address: alice }],
    ['BridgeTransaction', { originChain: 'ethereum', blockNumber: '1', receiptIndex: '0' }],
    ['TrainingTask', { id: 1n }],
    ['TrainingKvRecord', { taskId: 1n, key: 'x' }],
  ])('%s of what is not there is NotFound', (method, request) => {
    expect(failure(() => ask(scene(), method, request))).toBe('grpc/5');
  });

  it('shows what is there', () => {
    const world = scene();
    expect(ask(world, 'Params').params).toEqual(world.act(({ state }) => state.params.get()));
    expect(ask(world, 'ModelsAll')).toEqual({ model: [model('m1'), model('m2')] });
    expect(ask(world, 'Participant', { index: alice }).participant).toMatchObject({ address: alice });
    expect(ask(world, 'EpochGroupData', { epochIndex: 1n, modelId: 'm2' }).epochGroupData).toMatchObject({
      modelId: 'm2',
    });
    expect(ask(world, 'CurrentEpochGroupData').epochGroupData).toMatchObject({ subGroupModels: ['m1', 'm2'] });
    expect(ask(world, 'GetCurrentEpoch')).toEqual({ epoch: 1n });
    expect(ask(world, 'EpochInfo')).toMatchObject({ blockHeight: 70n, latestEpoch: { index: 1n } });
    expect(ask(world, 'HardwareNodes', { participant: alice })).toEqual({
      nodes: { participant: '', hardwareNodes: [] },
    });
    expect(ask(world, 'GetModelPerTokenPrice', { modelId: 'm1' })).toEqual({ price: 10n, found: true });
    expect(ask(world, 'GetModelPerTokenPrice', { modelId: 'm2' })).toEqual({ price: 0n, found: false });
    expect(ask(world, 'GetUnitOfComputePriceProposal', { participant: alice })).toEqual({
      proposal: undefined,
      default: 100n,
    });
    expect(ask(world, 'CountParticipants')).toEqual({ total: 5n });
    expect(ask(world, 'GetParticipantCurrentStats', { participantId: carol })).toEqual({ weight: 40n, reputation: 10 });
    expect(ask(world, 'GetParticipantCurrentStats', { participantId: erin })).toEqual({ weight: 0n, reputation: 0 });
    expect(ask(world, 'GetMinimumValidationAverage')).toMatchObject({
      trafficBasis: 0n,
      minimumValidationAverage: '1',
    });
  });

  it('shows trainings that wait, none of which runs', () => {
    const world = scene();
    const task = TrainingTask.create({ requestedBy: alice });
    world.act((keeper) => queueTrainingTask(keeper, task));
    const tasks = [{ ...task, id: 1n }];
    expect(ask(world, 'TrainingTask', { id: 1n })).toEqual({ task: tasks[0] });
    expect(ask(world, 'TrainingTaskAll')).toEqual({ tasks });
    expect(ask(world, 'QueuedTrainingTasks')).toEqual({ tasks });
    expect(ask(world, 'InProgressTrainingTasks')).toEqual({ tasks: [] });
    expect(ask(world, 'ListTrainingKvRecordKeys', { taskId: 1n })).toEqual({ keys: [] });
    const req = { runId: 1n, outerStep: 0 };
    expect(ask(world, 'TrainingAliveNodes', { req })).toEqual({ resp: { aliveNodes: [] } });
    expect(ask(world, 'TrainingBarrier', { req: { ...req, barrierId: 'b' } })).toMatchObject({
      resp: { allReady: false },
    });
    for (const method of ['TrainingBarrier', 'TrainingAliveNodes']) {
      expect(failure(() => ask(world, method, { req: undefined }))).toBe('grpc/13');
    }
  });

  it('shows no capacities as deployed, though there are some', () => {
    for (const [profile, shown] of [
      [undefined, [{ modelId: 'm1', capacity: 7n }]],
      [deployed, []],
    ] as const) {
      const world = scene(profile);
      world.act(({ state }) => state.modelCapacities.set('m1', 7n));
      expect(ask(world, 'GetAllModelCapacities')).toEqual({ modelCapacities: shown });
      expect(ask(world, 'GetModelCapacity', { modelId: 'm1' })).toEqual({ capacity: 7n, found: true });
    }
  });

  it('refuses an address that is none where an account is asked for', () => {
    expect(failure(() => ask(scene(), 'InferenceParticipant', { address: 'bad' }))).toBe('grpc/3');
  });
});

describe('pages', () => {
  const all = (world: World, pagination: Partial<PageRequest>) =>
    ask(world, 'ParticipantAll', { pagination: PageRequest.create(pagination) });
  const inOrder = (world: World) => world.act(({ state }) => [...state.participants.keys()]);

  it('hold everything and the total when nothing is asked', () => {
    const world = scene();
    const answer = ask(world, 'ParticipantAll');
    expect(addresses(answer)).toEqual(inOrder(world));
    expect(answer).toMatchObject({ blockHeight: 70n, pagination: { total: 5n, nextKey: new Uint8Array(0) } });
  });

  it('follow one another by key, in either direction', () => {
    const world = scene();
    for (const reverse of [false, true]) {
      const seen: string[] = [];
      let key = new Uint8Array(0);
      do {
        const answer = all(world, { limit: 2n, key, reverse });
        seen.push(...addresses(answer));
        key = (answer.pagination as { nextKey: Uint8Array<ArrayBuffer> }).nextKey;
      } while (key.length > 0);
      expect(seen).toEqual(reverse ? inOrder(world).reverse() : inOrder(world));
    }
  });

  it('begin at an offset, and count when asked to', () => {
    const world = scene();
    const answer = all(world, { offset: 3n, limit: 1n, countTotal: true });
    expect(addresses(answer)).toEqual(inOrder(world).slice(3, 4));
    expect(answer.pagination).toMatchObject({ total: 5n });
  });

  it('refuse offset and key together', () => {
    expect(failure(() => all(scene(), { offset: 1n, key: latin1ToBytes('x') }))).toBe('grpc/13');
  });
});

describe('what profile proposal adds', () => {
  it('tells the stages of an epoch and the phase at a height', () => {
    const stages = {
      epochIndex: 2n,
      pocStart: 80n,
      setNewValidators: 99n,
      pocExchangeWindow: { start: 81n, end: 92n },
    };
    expect(ask(scene(), 'EpochStages', { height: 85n })).toMatchObject({ stages, phase: 'PoCGenerate' });
    expect(ask(scene(), 'EpochStages')).toMatchObject({ stages: { epochIndex: 1n }, phase: 'Inference' });
    expect(failure(() => ask(scene(), 'EpochStages', { height: 5000n }))).toBe('grpc/13');
    expect(failure(() => ask(scene(), 'EpochStages', { height: -1n }))).toBe('grpc/3');
  });

  it('tells who serves every model', () => {
    const covered = { covered: true, servedModels: ['m1', 'm2'], missingModels: [] };
    expect(ask(scene(), 'ParticipantModelCoverage', { participant: alice })).toEqual(covered);
    const partly = { covered: false, servedModels: ['m1'], missingModels: ['m2'] };
    expect(ask(scene(), 'ParticipantModelCoverage', { participant: bob })).toEqual(partly);
  });

  it('explains how serving nodes were chosen, for one model or all', () => {
    const world = scene();
    world.act(({ state }) => {
      for (const modelId of ['m1', 'm2']) {
        state.slotSelections.set([1n, modelId], SlotSelection.create({ epochIndex: 1n, modelId }));
      }
    });
    const models = (request: object) =>
      (ask(world, 'SlotSelection', request).selections as SlotSelection[]).map(({ modelId }) => modelId);
    expect([models({ epochIndex: 1n }), models({ epochIndex: 1n, modelId: 'm2' }), models({ epochIndex: 2n })]).toEqual(
      [['m1', 'm2'], ['m2'], []],
    );
  });
});

describe('a random executor', () => {
  const draw = (world: World, modelId = '') =>
    (ask(world, 'GetRandomExecutor', { model: modelId }).executor as { address: string }).address;

  it('is a member of the model’s group, by weight', () => {
    const world = scene();
    const drawn = new Set<string>();
    for (let i = 0; i < 60; i++) {
      world.block = { ...world.block, height: 60n + BigInt(i % 20), timeMs: world.block.timeMs + 1n };
      drawn.add(draw(world));
    }
    expect([...drawn].every((address) => weights.some(([member]) => member === address))).toBe(true);
    expect(drawn.size).toBeGreaterThan(1);
    expect(drawn.has(erin)).toBe(false);
    expect(draw(world)).toBe(draw(world));
  });

  it('during PoC is one whose node serves', () => {
    const world = scene();
    world.block = { ...world.block, height: 85n };
    expect(failure(() => draw(world))).toBe('grpc/13');
    world.act(({ state }) => {
      const group = state.epochGroupData.require([1n, 'm1']);
      const validationWeights = group.validationWeights.map((member) => ({
        ...member,
        mlNodes: member.mlNodes.map((node) => ({
          ...node,
          timeslotAllocation: [true, member.memberAddress === dave],
        })),
      }));
      state.epochGroupData.set([1n, 'm1'], { ...group, validationWeights });
    });
    expect(draw(world)).toBe(dave);
  });

  it('cannot be drawn for a model without a group', () => {
    expect(failure(() => draw(scene(), 'm3'))).toBe('grpc/13');
  });
});
