import { describe, expect, it } from 'vitest';
import { InferenceStatus } from '../../../src/gen/inference/inference/inference.js';
import { ParticipantStatus } from '../../../src/gen/inference/inference/participant.js';
import { MsgFinishInference, MsgStartInference, MsgValidation } from '../../../src/gen/inference/inference/tx.js';
import { expireInferences } from '../../../src/keeper/inferenceTimeouts.js';
import { addressOf, alice, bob, carol, dave, erin, refused, scene, url } from '../scene.js';
import type { World } from '../world.js';

const [startType, finishType, validationType] = ['StartInference', 'FinishInference', 'Validation'].map(url) as [
  string,
  string,
  string,
];

/** Erin asks, alice passes the request on, bob answers: 20 tokens in, 30 out, 10 base units each. */
const start = (changes: Partial<MsgStartInference> = {}): MsgStartInference =>
  MsgStartInference.create({
    creator: alice,
    inferenceId: 'inf',
    promptHash: 'h',
    promptPayload: 'p',
    model: 'm1',
    requestedBy: erin,
    assignedTo: bob,
    maxTokens: 100n,
    promptTokenCount: 20n,
    requestTimestamp: 1n,
    originalPrompt: 'hello',
    ...changes,
  });
const finish = (changes: Partial<MsgFinishInference> = {}): MsgFinishInference =>
  MsgFinishInference.create({
    creator: bob,
    inferenceId: 'inf',
    responseHash: 'h',
    responsePayload: 'r',
    promptTokenCount: 20n,
    completionTokenCount: 30n,
    executedBy: bob,
    transferredBy: alice,
    requestTimestamp: 1n,
    requestedBy: erin,
    originalPrompt: 'hello',
    model: 'm1',
    ...changes,
  });
const validation = (creator: string, value: number, revalidation = false): MsgValidation =>
  MsgValidation.create({ creator, id: 'v', inferenceId: 'inf', value, revalidation });

const inferenceOf = (world: World) => world.act(({ state }) => state.inferences.get('inf'));
const balanceOf = (world: World, address: string) =>
  world.act(({ state }) => state.participants.get(address)!.coinBalance);
const moves = (world: World) => world.requests.moves.map(({ from, to, coin }) => [from, to, coin.amount]);
const started = () => {
  const world = scene();
  world.send(startType, start());
  return world;
};
const served = () => {
  const world = started();
  world.send(finishType, finish());
  return world;
};

describe('an inference', () => {
  it('takes the most that it can cost, pays the executor what it did cost, and gives the rest back', () => {
    const world = started();
    expect(moves(world)).toEqual([[erin, 'module:inference', 1200n]]);
    expect(inferenceOf(world)).toMatchObject({
      status: InferenceStatus.STARTED,
      escrowAmount: 1200n,
      perTokenPrice: 10n,
    });

    const { context } = world.send(finishType, finish());
    expect(moves(world)).toEqual([['module:inference', erin, 700n]]);
    expect(balanceOf(world, bob)).toBe(500n);
    expect(inferenceOf(world)).toMatchObject({ status: InferenceStatus.FINISHED, actualCost: 500n, epochId: 1n });
    expect(context.events.all).toEqual([
      { type: 'inference_finished', attributes: [{ key: 'inference_id', value: 'inf' }] },
    ]);
    const details = world.act(({ state }) => state.validationDetails.get([1n, 'inf']));
    expect(details).toMatchObject({ executorId: bob, executorPower: 30n, totalPower: 130n, trafficBasis: 1n });
    expect(world.act(({ state }) => state.epochGroupData.get([1n, ''])?.numberOfRequests)).toBe(1n);
  });

  it('is paid when the start comes last, at the price that the finish has fixed', () => {
    const world = scene();
    world.send(finishType, finish());
    expect(moves(world)).toEqual([]);
    world.act(({ state }) => state.tokenPrices.set('m1', 77n));
    world.send(startType, start());
    expect(moves(world)).toEqual([[erin, 'module:inference', 500n]]);
    expect(balanceOf(world, bob)).toBe(500n);
    expect(inferenceOf(world)).toMatchObject({ perTokenPrice: 10n, requestedBy: erin, epochId: 1n });
  });

  it('costs no more than its escrow, and is recorded so', () => {
    const world = started();
    world.send(finishType, finish({ completionTokenCount: 5000n }));
    expect(moves(world)).toEqual([]);
    expect([balanceOf(world, bob), inferenceOf(world)?.actualCost]).toEqual([1200n, 1200n]);
  });

  it('reserves 5000 tokens at 1000 each where neither limit nor price is known', () => {
    const world = scene();
    world.send(startType, start({ model: 'm2', maxTokens: 0n }));
    expect(moves(world)).toEqual([[erin, 'module:inference', 5_020_000n]]);
  });

  it('expires when nobody answers: the money goes back, and whoever was asked has missed it', () => {
    const world = started();
    world.block = { ...world.block, height: 90n };
    world.requests.moves.length = 0;
    world.act(expireInferences);
    expect(moves(world)).toEqual([['module:inference', erin, 1200n]]);
    expect(inferenceOf(world)?.status).toBe(InferenceStatus.EXPIRED);
    expect(world.act(({ state }) => state.participants.get(bob)?.currentEpochStats?.missedRequests)).toBe(1n);
    expect(world.act(({ state }) => [...state.inferenceTimeouts.keys()])).toEqual([]);
    expect(refused(world, finishType, finish())).toBe('inference/1133');
    expect(refused(world, validationType, validation(carol, 1))).toBe('inference/1103');
  });

  const stranger = addressOf('stranger');
  it.each([
    ['start', 'an agent who is no participant', start({ creator: stranger }), 'inference/1103'],
    ['start', 'a requester who is no participant', start({ requestedBy: stranger }), 'inference/1103'],
    ['start', 'tokens whose price does not fit', start({ maxTokens: 2n ** 63n }), 'gonka-sim/1'],
    ['start', 'no model', start({ model: '' }), 'sdk/18'],
    ['start', 'a signature that is none', start({ transferSignature: 'AAAA' }), 'sdk/18'],
    ['finish', 'an executor who is no participant', finish({ executedBy: stranger }), 'inference/1103'],
    ['finish', 'a requester who is no participant', finish({ requestedBy: stranger }), 'inference/1103'],
    ['finish', 'an agent who is no participant', finish({ transferredBy: stranger }), 'inference/1103'],
    ['finish', 'no response', finish({ responsePayload: '' }), 'sdk/18'],
    ['finish', 'a cost that does not fit', finish({ completionTokenCount: 2n ** 63n }), 'gonka-sim/1'],
  ])('is refused its %s with %s', (which, _, message, code) => {
    expect(refused(scene(), which === 'start' ? startType : finishType, message)).toBe(code);
  });

  it('is refused when the requester cannot pay, in the words of the bank', () => {
    const world = scene();
    world.balances.set(erin, 1199n);
    expect(refused(world, startType, start())).toBe('sdk/5');
    const words =
      'requester cannot pay for inference: spendable balance 1199ngonka is smaller than 1200ngonka: insufficient funds';
    expect(() => world.send(startType, start())).toThrow(words);
    expect(world.balances.get(erin)).toBe(1199n);
  });

  it('of a model without a sub-group cannot be completed', () => {
    const world = scene();
    world.send(startType, start({ model: 'm3' }));
    expect(refused(world, finishType, finish({ model: 'm3' }))).toBe('inference/1126');
  });

  it('is started once and finished once', () => {
    const world = started();
    expect(refused(world, startType, start())).toBe('inference/1101');
    world.send(finishType, finish());
    expect(refused(world, startType, start())).toBe('inference/1101');
    expect(refused(world, finishType, finish())).toBe('inference/1137');
  });
});

describe('a validation', () => {
  it('above the threshold shares the cost with the validator', () => {
    const world = served();
    world.send(validationType, validation(carol, 0.86));
    expect([balanceOf(world, bob), balanceOf(world, carol)]).toEqual([250n, 250n]);
    world.send(validationType, validation(dave, 0.99));
    expect([bob, carol, dave].map((address) => balanceOf(world, address))).toEqual([168n, 166n, 166n]);
    expect(inferenceOf(world)).toMatchObject({ status: InferenceStatus.VALIDATED, validatedBy: [carol, dave] });
    const noted = world.act(({ state }) => state.epochGroupValidations.get([1n, carol])?.validatedInferences);
    expect(noted).toEqual(['inf']);
  });

  it('at the threshold opens two proposals, which the members decide', () => {
    const world = served();
    const { context } = world.send(validationType, validation(carol, 0.85));
    expect(context.events.all.map(({ type }) => type)).toEqual([
      'cosmos.group.v1.EventSubmitProposal',
      'cosmos.group.v1.EventSubmitProposal',
      'inference_validation',
    ]);
    expect(inferenceOf(world)?.status).toBe(InferenceStatus.VOTING);
    world.send(validationType, validation(alice, 0.1, true));
    expect(inferenceOf(world)?.status).toBe(InferenceStatus.VOTING);
    world.send(validationType, validation(carol, 0.1, true));
    expect(inferenceOf(world)?.status).toBe(InferenceStatus.INVALIDATED);
    expect(moves(world)).toEqual([['module:inference', erin, 500n]]);
    expect(balanceOf(world, bob)).toBe(0n);
  });

  it('that the members find too strict leaves the inference valid', () => {
    const world = served();
    world.send(validationType, validation(dave, 0.2));
    for (const voter of [alice, carol]) world.send(validationType, validation(voter, 0.9, true));
    expect(inferenceOf(world)?.status).toBe(InferenceStatus.VALIDATED);
    expect(balanceOf(world, bob)).toBe(500n);
  });

  it.each([
    ['of what is not there', scene, validation(carol, 1), 'inference/1102'],
    ['of what is not finished', started, validation(carol, 1), 'inference/1104'],
    ['of one’s own', served, validation(bob, 1), 'inference/1105'],
    ['by somebody unknown', served, validation(addressOf('stranger'), 1), 'inference/1103'],
    ['with a value above 1', served, validation(carol, 1.01), 'sdk/18'],
    ['with a value that is no number', served, validation(carol, Number.NaN), 'sdk/18'],
    ['as a vote where nobody disputes', served, validation(carol, 1, true), 'inference/1137'],
    ['that fails, by one outside the group', served, validation(erin, 0.1), 'group/7'],
  ])('is refused %s', (_, open, message, code) => {
    expect(refused(open(), validationType, message)).toBe(code);
  });

  it('is refused a second time, and while the members vote', () => {
    const world = served();
    world.send(validationType, validation(carol, 1));
    expect(refused(world, validationType, validation(carol, 1))).toBe('inference/1137');
    world.send(validationType, validation(dave, 0.1));
    expect(refused(world, validationType, validation(alice, 1))).toBe('inference/1137');
  });

  it('of a model whose sub-group has no snapshot is refused', () => {
    const world = served();
    world.act(({ state }) => {
      const group = state.epochGroupData.require([1n, 'm1']);
      state.epochGroupData.set([1n, 'm1'], { ...group, modelSnapshot: undefined });
    });
    expect(refused(world, validationType, validation(carol, 1))).toBe('inference/1135');
  });
});

describe('an executor', () => {
  it('whose inferences fail five times in a row is INVALID: slashed, and out of the group', () => {
    const world = scene();
    const slashes: unknown[] = [];
    for (let i = 0; i < 5; i++) {
      const inferenceId = `inf${i}`;
      world.send(startType, start({ inferenceId }));
      world.send(finishType, finish({ inferenceId }));
      world.send(validationType, { ...validation(carol, 0.1), inferenceId });
      for (const voter of [alice, carol]) {
        world.send(validationType, { ...validation(voter, 0.1, true), inferenceId });
        slashes.push(...world.requests.slashes);
      }
    }
    const executor = world.act(({ state }) => state.participants.get(bob));
    expect(executor).toMatchObject({ status: ParticipantStatus.INVALID, consecutiveInvalidInferences: 5n });
    expect(slashes).toEqual([{ participant: bob, fraction: 2n * 10n ** 17n }]);
    world.act(({ neighbours, state }) => {
      const { epochGroupId } = state.epochGroupData.require([1n, '']);
      expect(neighbours.group.members(epochGroupId).map(({ address }) => address)).not.toContain(bob);
      expect(neighbours.group.metadata(epochGroupId)).toBe('changed');
    });
  });
});

describe('a decision', () => {
  const decide = (name: string, changes = {}) =>
    [url(name), { creator: carol, inferenceId: 'inf', ...changes }] as const;

  it.each(['InvalidateInference', 'RevalidateInference'])('%s is for the policy of the group alone', (name) => {
    const world = served();
    expect(refused(world, ...decide(name))).toBe('inference/1137');
    expect(refused(world, ...decide(name, { inferenceId: 'nowhere' }))).toBe('inference/1102');
    world.send(validationType, validation(carol, 0.1));
    expect(refused(world, ...decide(name))).toBe('inference/1100');
  });
});
