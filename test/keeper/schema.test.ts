import { describe, expect, it } from 'vitest';
import { ActiveParticipants } from '../../src/gen/inference/inference/activeparticipants.js';
import { HardwareNodes } from '../../src/gen/inference/inference/hardware_node.js';
import { SettleAmount } from '../../src/gen/inference/inference/settle_amount.js';
import {
  developerEpoch,
  developerTime,
  modelTime,
  retiredActiveParticipants,
  slashed,
} from '../../src/keeper/legacyKeys.js';
import { type InferenceState, inferenceSchema, inferenceState, moduleName } from '../../src/keeper/schema.js';
import { decodeKey, uint64 } from '../../src/store/keyCodec.js';
import { MemoryStore } from '../../src/store/memoryStore.js';
import { dumpSchema, loadSchema } from '../../src/store/schema.js';
import { text } from '../../src/store/textKey.js';
import { toAddress } from '../../src/util/address.js';
import { failure } from '../util/failure.js';
import { alice, scene } from './scene.js';

const keysOf = (write: (state: InferenceState) => void): string[] => {
  const store = new MemoryStore();
  write(inferenceSchema(store, 'gonka'));
  return [...store.iterate()].map(([key]) => Buffer.from(key, 'latin1').toString('hex'));
};
const hex = (latin1: string) => Buffer.from(latin1, 'latin1').toString('hex');

describe('the keys of the state', () => {
  it.each<[string, (state: InferenceState) => void, string]>([
    ['effective epoch', (s) => s.effectiveEpoch.set(3n), '0c'],
    ['root group of epoch 1', (s) => s.epochGroupData.set([1n, ''], {} as never), '0a0000000000000001'],
    ['sub-group', (s) => s.epochGroupData.set([258n, 'm'], {} as never), '0a00000000000001026d'],
    ['token price', (s) => s.tokenPrices.set('é', 1n), '04c3a9'],
    ['timeout', (s) => s.inferenceTimeouts.set([300n, 'inf/1'], {} as never), '07000000000000012c696e662f31'],
    ['hardware nodes', (s) => s.hardwareNodes.set('a', HardwareNodes.create()), hex('HardwareNodesValues/value/a/')],
    [
      'active participants',
      (s) => s.activeParticipants.set(2n, {} as never),
      hex('ActiveParticipants/value/\0\0\0\0\0\0\0\x02/'),
    ],
    ['tokenomics', (s) => s.tokenomics.set({} as never), hex('TokenomicsData/value/\0')],
    ['profile', (s) => s.profile.set('proposal'), hex('sim/profile')],
    ['slots', (s) => s.slotSelections.set([1n, 'm'], {} as never), hex('sim/slot_selection/\0\0\0\0\0\0\0\x01m')],
  ])('%s', (_, write, key) => {
    expect(keysOf(write)).toEqual([key]);
  });

  it('that the chain puts together by hand can be read again', () => {
    const time = { time: 1_234n, developer: 'gonka1x', inferenceId: 'a__SEP__b' };
    expect(decodeKey(developerTime, developerTime.encode(time))).toEqual(time);
    const epoch = { epoch: 5n, developer: '' };
    expect(decodeKey(developerEpoch, developerEpoch.encode(epoch))).toEqual(epoch);
    const model = { model: 'Qwen/é', time: 124n, inferenceId: '|' };
    expect(decodeKey(modelTime, modelTime.encode(model))).toEqual(model);
    expect(decodeKey(slashed(text), 'a/b/')).toBe('a/b');
  });

  it.each([
    ['without its slash', () => decodeKey(slashed(uint64), '\0\0\0\0\0\0\0\x01')],
    ['without its separator', () => decodeKey(developerEpoch, '\0\0\0\0\0\0\0\x01gonka1x')],
    ['without its bar', () => decodeKey(modelTime, 'm')],
  ])('are refused %s', (_, read) => {
    expect(failure(read)).toBe('undefined/1');
  });

  it('of the first form of active participants stand beside the present ones', () => {
    const store = new MemoryStore();
    retiredActiveParticipants(store).set(5n, ActiveParticipants.create({ epochId: 5n }));
    expect([...store.iterate()].map(([key]) => key)).toEqual(['ActiveParticipants/5/value/']);
    expect(retiredActiveParticipants(store).get(5n)?.epochId).toBe(5n);
    expect([...inferenceSchema(store, 'gonka').activeParticipants.keys()]).toEqual([]);
  });
});

describe('the whole state', () => {
  it('can be taken out and put back', () => {
    const world = scene();
    world.act(({ state }) => {
      state.profile.set('proposal');
      state.hardwareNodes.set(alice, { participant: alice, hardwareNodes: [] });
    });
    const copy = new MemoryStore();
    loadSchema(inferenceSchema(copy, 'gonka'), dumpSchema(inferenceSchema(world.store(moduleName), 'gonka')));
    const entries = (store: MemoryStore) => [...store.iterate()].map(([key, value]) => [key, hex(key), value.bytes]);
    expect(entries(copy)).toEqual(entries(world.stores.get(moduleName)!));
  });

  it('has no collection inside another', () => {
    const prefixes = Object.values(inferenceSchema(new MemoryStore(), 'gonka')).map(({ prefix }) => prefix);
    const inside = prefixes.filter((one, i) => prefixes.some((other, j) => i !== j && one.startsWith(other)));
    expect(inside).toEqual([]);
  });
});

describe('the prefix of a chain', () => {
  it('is that of its keys: other addresses are refused', () => {
    const { settleAmounts } = inferenceState(new MemoryStore(), 'other');
    const theirs = toAddress('other', new Uint8Array(20));
    settleAmounts.set(theirs, SettleAmount.create({ participant: theirs }));
    expect([...settleAmounts.keys()]).toEqual([theirs]);
    const ours = toAddress('gonka', new Uint8Array(20));
    expect(() => settleAmounts.has(ours)).toThrow('invalid Bech32 prefix; expected other, got gonka');
  });
});
