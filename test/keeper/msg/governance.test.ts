import { describe, expect, it } from 'vitest';
import { Model } from '../../../src/gen/inference/inference/model.js';
import {
  MsgCreatePartialUpgrade,
  MsgRegisterModel,
  type MsgUpdateParams,
} from '../../../src/gen/inference/inference/tx.js';
import { getEpochModel } from '../../../src/keeper/epochModels.js';
import { removePassedUpgrades } from '../../../src/keeper/partialUpgrades.js';
import { defaultMultiModelParams, defaultParams, epochLengthFault } from '../../../src/types/params.js';
import { decimal } from '../../../src/util/decimal.js';
import { alice, gov, model, refused, scene, url } from '../scene.js';
import { deployed, type World } from '../world.js';

const register = (changes: Partial<MsgRegisterModel> = {}): MsgRegisterModel =>
  MsgRegisterModel.create({
    authority: gov,
    proposedBy: alice,
    id: 'm1',
    unitsOfComputePerToken: 7n,
    modelArgs: ['--x', '1'],
    vRam: 80n,
    throughputPerNonce: 99n,
    validationThreshold: decimal(9n, -1),
    ...changes,
  });
const modelOf = (world: World, id: string) => world.act(({ state }) => state.models.get(id));

describe('MsgRegisterModel', () => {
  it('changes the registry at once and no epoch that is formed already', () => {
    const world = scene();
    world.send(url('RegisterModel'), register());
    expect(modelOf(world, 'm1')?.throughputPerNonce).toBe(99n);
    expect(world.act((keeper) => getEpochModel(keeper, 'm1'))).toEqual(model('m1'));
  });

  const filled = Model.create({ ...model('full'), contextWindow: 9n, quantization: 'fp8', coinsPerInputToken: 1n });

  it('keeps the fields that the message cannot carry', () => {
    const world = scene();
    world.act(({ state }) => state.models.set('full', filled));
    world.send(url('RegisterModel'), register({ id: 'full' }));
    expect(modelOf(world, 'full')).toMatchObject({
      contextWindow: 9n,
      quantization: 'fp8',
      vRam: 80n,
      proposedBy: alice,
    });
  });

  it('clears them as deployed', () => {
    const world = scene(deployed);
    world.act(({ state }) => state.models.set('full', filled));
    world.send(url('RegisterModel'), register({ id: 'full' }));
    expect(modelOf(world, 'full')).toMatchObject({ contextWindow: 0n, quantization: '', vRam: 80n });
  });

  it.each([
    ['anybody but governance', { authority: alice }, 'inference/1100'],
    ['a proposer that is no address', { proposedBy: 'genesis' }, 'sdk/7'],
    ['no id', { id: ' ' }, 'inference/1134'],
    ['nonces that stand for too much', { throughputPerNonce: 2n ** 32n + 1n }, 'inference/1134'],
    ['a negative threshold', { validationThreshold: decimal(-1n) }, 'inference/1138'],
    ['a threshold above 100', { validationThreshold: decimal(1001n, -1) }, 'inference/1138'],
    ['a threshold of a thousand digits', { validationThreshold: decimal(1n, 1000) }, 'inference/1138'],
  ])('refuses %s', (_, changes, code) => {
    expect(refused(scene(), url('RegisterModel'), register(changes))).toBe(code);
  });

  it('takes any id, threshold and throughput as deployed', () => {
    const world = scene(deployed);
    world.send(
      url('RegisterModel'),
      register({ id: '', validationThreshold: decimal(500n), throughputPerNonce: 2n ** 64n - 1n }),
    );
    expect(modelOf(world, '')?.validationThreshold).toEqual(decimal(500n));
  });
});

describe('MsgUpdateParams', () => {
  const own = { ...defaultMultiModelParams(), coverageBonusBasisPoints: 2000 };
  const update = (changes: Partial<MsgUpdateParams> = {}): MsgUpdateParams => ({
    authority: gov,
    params: defaultParams(),
    ...changes,
  });
  const ofLength = (epochLength: bigint) => ({
    ...defaultParams(),
    epochParams: { ...defaultParams().epochParams!, epochLength },
  });
  const paramsOf = (world: World) => world.act(({ state }) => state.params.require());

  it('replaces all, but not the rules that the message does not carry', () => {
    const world = scene(undefined, { multiModelParams: own });
    const params = ofLength(99n);
    world.send(url('UpdateParams'), update({ params }));
    expect(paramsOf(world)).toEqual({ ...params, multiModelParams: own });
    world.send(url('UpdateParams'), update({ params: { ...params, multiModelParams: defaultMultiModelParams() } }));
    expect(paramsOf(world).multiModelParams).toEqual(defaultMultiModelParams());
  });

  it('stores no rules of profile proposal as deployed', () => {
    const world = scene(deployed);
    world.send(url('UpdateParams'), update({ params: { ...defaultParams(), multiModelParams: own } }));
    expect(paramsOf(world).multiModelParams).toBeUndefined();
  });

  it.each([
    ['anybody but governance', update({ authority: alice }), 'inference/1100'],
    ['no parameters', update({ params: undefined }), 'undefined/1'],
    ['epochs that end before their PoC', update({ params: ofLength(19n) }), 'sdk/18'],
    ['epochs that end after the last height', update({ params: ofLength(2n ** 63n - 1n) }), 'sdk/18'],
  ])('refuses %s', (_, message, code) => {
    expect(refused(scene(), url('UpdateParams'), message)).toBe(code);
  });
});

describe('lengths of an epoch', () => {
  const lengths = [
    'epochLength',
    'epochShift',
    'pocStageDuration',
    'pocExchangeDuration',
    'pocValidationDelay',
    'pocValidationDuration',
    'setNewValidatorsDelay',
    'inferenceValidationCutoff',
  ] as const;
  it.each(lengths)('are refused by name when they are beyond all use: %s', (name) => {
    const given = { ...defaultParams().epochParams!, [name]: 2n ** 40n + 1n };
    expect(epochLengthFault(given)?.path.replaceAll('_', '')).toBe(name.toLowerCase());
    expect(epochLengthFault({ ...defaultParams().epochParams!, epochLength: 2n ** 40n })).toBeUndefined();
  });

  it('may be anything as deployed', () => {
    const world = scene(deployed);
    const params = { ...defaultParams(), epochParams: { ...defaultParams().epochParams!, epochLength: 2n ** 62n } };
    world.send(url('UpdateParams'), { authority: gov, params });
    expect(world.act(({ state }) => state.params.require().epochParams!.epochLength)).toBe(2n ** 62n);
  });
});

describe('MsgCreatePartialUpgrade', () => {
  const announce = MsgCreatePartialUpgrade.create({ authority: gov, height: 75n, nodeVersion: 'v2' });
  const heights = (world: World) => world.act(({ state }) => [...state.partialUpgrades.keys()]);

  it('is kept until its height has passed', () => {
    const world = scene();
    world.send(url('CreatePartialUpgrade'), announce);
    world.block = { ...world.block, height: 75n };
    world.act(removePassedUpgrades);
    expect(heights(world)).toEqual([75n]);
    world.block = { ...world.block, height: 76n };
    world.act(removePassedUpgrades);
    expect(heights(world)).toEqual([]);
  });

  it('is refused from anybody but governance', () => {
    expect(refused(scene(), url('CreatePartialUpgrade'), { ...announce, authority: alice })).toBe('inference/1100');
  });
});
