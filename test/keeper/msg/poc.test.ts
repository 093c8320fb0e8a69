import { describe, expect, it } from 'vitest';
import { MsgSubmitPocBatch, MsgSubmitPocValidation, MsgSubmitSeed } from '../../../src/gen/inference/inference/tx.js';
import { getPoCBatches } from '../../../src/keeper/pocBatches.js';
import { getPoCValidations } from '../../../src/keeper/pocValidations.js';
import { getRandomSeed } from '../../../src/keeper/randomSeeds.js';
import { alice, bob, refused, scene, url } from '../scene.js';
import { deployed, type World } from '../world.js';

const batchType = url('SubmitPocBatch');
const verdictType = url('SubmitPocValidation');
const batch = (changes: Partial<MsgSubmitPocBatch> = {}): MsgSubmitPocBatch => {
  const fields = { creator: alice, pocStageStartBlockHeight: 80n, batchId: 'b', nonces: [1n, 2n], dist: [0.5, 0.25] };
  return MsgSubmitPocBatch.create({ ...fields, nodeId: 'n1', ...changes });
};
const verdict = (changes: Partial<MsgSubmitPocValidation> = {}): MsgSubmitPocValidation =>
  MsgSubmitPocValidation.create({
    creator: bob,
    participantAddress: alice,
    pocStageStartBlockHeight: 80n,
    ...changes,
  });

/** PoC of epoch 2 runs: it started at 80, batches land from 81 to 92, verdicts from 93 to 98. */
function inPoC(height: bigint, profile?: Parameters<typeof scene>[0]): World {
  const world = scene(profile);
  world.act(({ state }) => state.epochs.set(2n, { index: 2n, pocStartBlockHeight: 80n, epochParams: undefined }));
  world.block = { ...world.block, height };
  return world;
}

describe('MsgSubmitPocBatch', () => {
  it('keeps the node that has mined', () => {
    const world = inPoC(81n);
    world.send(batchType, batch());
    expect(world.act((keeper) => getPoCBatches(keeper, 80n))).toEqual([
      {
        participantAddress: alice,
        pocStageStartBlockHeight: 80n,
        receivedAtBlockHeight: 81n,
        nonces: [1n, 2n],
        dist: [0.5, 0.25],
        batchId: 'b',
        nodeId: 'n1',
      },
    ]);
  });

  it('loses it as deployed', () => {
    const world = inPoC(81n, deployed);
    world.send(batchType, batch());
    expect(world.act((keeper) => getPoCBatches(keeper, 80n))[0]?.nodeId).toBe('');
  });

  it('replaces a batch of the same name', () => {
    const world = inPoC(81n);
    world.send(batchType, batch());
    world.send(batchType, batch({ nonces: [9n], dist: [0] }));
    expect(world.act((keeper) => getPoCBatches(keeper, 80n)).map(({ nonces }) => nonces)).toEqual([[9n]]);
  });

  it.each([
    ['before the window', 80n, {}, 'inference/1108'],
    ['in its first block', 81n, {}, 'no failure'],
    ['in its last block', 92n, {}, 'no failure'],
    ['after it', 93n, {}, 'inference/1108'],
    ['with the height of another PoC', 81n, { pocStageStartBlockHeight: 40n }, 'inference/1107'],
    ['with a start height of 0', 81n, { pocStageStartBlockHeight: 0n }, 'sdk/18'],
    ['with a negative nonce', 81n, { nonces: [1n, -1n] }, 'sdk/18'],
    ['without nonces', 81n, { nonces: [], dist: [] }, 'sdk/18'],
    ['with a distance too few', 81n, { dist: [0] }, 'sdk/18'],
    ['with a distance that is no number', 81n, { dist: [0, Number.NaN] }, 'sdk/18'],
    ['without a name', 81n, { batchId: ' ' }, 'sdk/18'],
    ['from nobody', 81n, { creator: '' }, 'sdk/7'],
  ])('%s', (_, height, changes, code) => {
    const world = inPoC(height);
    if (code === 'no failure') world.send(batchType, batch(changes));
    else expect(refused(world, batchType, batch(changes))).toBe(code);
  });

  it('is refused while no PoC runs', () => {
    expect(refused(scene(), batchType, batch())).toBe('inference/1128');
  });

  it('goes by the lengths that were frozen when the PoC started', () => {
    const world = inPoC(94n);
    world.act(({ state }) => {
      const { epochParams } = state.params.require();
      const epoch = { index: 2n, pocStartBlockHeight: 80n };
      state.epochs.set(2n, { ...epoch, epochParams: { ...epochParams!, pocStageDuration: 12n } });
    });
    world.send(batchType, batch());
    world.block = { ...world.block, height: 95n };
    expect(refused(world, batchType, batch())).toBe('inference/1108');
  });
});

describe('MsgSubmitPocValidation', () => {
  it('keeps the last verdict of a validator on a participant', () => {
    const world = inPoC(93n);
    world.send(verdictType, verdict({ fraudDetected: true }));
    world.block = { ...world.block, height: 98n };
    world.send(verdictType, verdict({ nonces: [1n], nInvalid: 2n }));
    expect(world.act((keeper) => getPoCValidations(keeper, 80n))).toMatchObject([
      {
        participantAddress: alice,
        validatorParticipantAddress: bob,
        validatedAtBlockHeight: 98n,
        nonces: [1n],
        nInvalid: 2n,
        fraudDetected: false,
      },
    ]);
  });

  it.each([
    ['at the start of validation', 92n, {}, 'inference/1108'],
    ['after its end', 99n, {}, 'inference/1108'],
    ['with the height of another PoC', 93n, { pocStageStartBlockHeight: 81n }, 'inference/1107'],
    ['with a negative start height', 93n, { pocStageStartBlockHeight: -1n }, 'sdk/18'],
    ['on nobody', 93n, { participantAddress: 'x' }, 'sdk/7'],
  ])('is refused %s', (_, height, changes, code) => {
    expect(refused(inPoC(height), verdictType, verdict(changes))).toBe(code);
  });

  it('is refused while no PoC runs', () => {
    expect(refused(scene(), verdictType, verdict())).toBe('inference/1128');
  });
});

describe('MsgSubmitSeed', () => {
  it('commits to a seed; the last one holds', () => {
    const world = scene();
    for (const signature of ['aa', 'bb']) {
      world.send(url('SubmitSeed'), MsgSubmitSeed.create({ creator: alice, epochIndex: 2n, signature }));
    }
    const seed = { participant: alice, epochIndex: 2n, signature: 'bb' };
    expect(world.act((keeper) => getRandomSeed(keeper, 2n, alice))).toEqual(seed);
  });

  it('is refused for epoch 0', () => {
    expect(refused(scene(), url('SubmitSeed'), MsgSubmitSeed.create({ creator: alice }))).toBe('sdk/18');
  });
});
