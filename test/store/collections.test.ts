import { describe, expect, it } from 'vitest';
import { CacheStore } from '../../src/store/cacheStore.js';
import { CollectionItem, CollectionMap, CollectionSequence, KeySet } from '../../src/store/collections.js';
import { collectionsErrors } from '../../src/store/collectionsErrors.js';
import { pair } from '../../src/store/compositeKey.js';
import { uint64 } from '../../src/store/keyCodec.js';
import { MemoryStore } from '../../src/store/memoryStore.js';
import { dumpSchema, loadSchema } from '../../src/store/schema.js';
import { text } from '../../src/store/textKey.js';
import type { Codec } from '../../src/store/value.js';
import { textValue, uint64Value } from '../../src/store/valueCodec.js';
import { utf8ToBytes } from '../../src/util/bytes.js';
import { entriesOf } from './conformance.js';
import { expectError } from './errors.js';

const byEpoch = pair(uint64, text);

function filled(): CollectionMap<readonly [bigint, string], string> {
  const store = new MemoryStore();
  const map = new CollectionMap(store, 0x05, byEpoch, textValue);
  new CollectionMap(store, 0x04, text, textValue).set('before', '');
  new CollectionMap(store, 0x06, text, textValue).set('behind', '');
  for (const epoch of [8n, 9n, 10n]) for (const name of ['a', 'b', 'c']) map.set([epoch, name], `${epoch}${name}`);
  return map;
}

describe('CollectionMap', () => {
  it('gets, has, sets and removes', () => {
    const map = filled();
    expect(map.get([9n, 'a'])).toBe('9a');
    map.set([9n, 'a'], 'new');
    expect(map.require([9n, 'a'])).toBe('new');
    map.remove([9n, 'a']);
    expect(map.has([9n, 'a'])).toBe(false);
    expect(map.get([9n, 'a'])).toBeUndefined();
  });

  it('tells what was not found', () => {
    const missing = `collections: not found: key '("1", "x")' of type string`;
    expectError(() => filled().require([1n, 'x']), collectionsErrors.notFound, missing);
  });

  it.each([
    ['all', {}, '8a 8b 8c 9a 9b 9c 10a 10b 10c'],
    ['backwards', { reverse: true }, '10c 10b 10a 9c 9b 9a 8c 8b 8a'],
    ['of a prefix', { prefix: [9n] as const }, '9a 9b 9c'],
    ['of a prefix, backwards', { prefix: [9n] as const, reverse: true }, '9c 9b 9a'],
    ['through a prefix', { throughPrefix: [9n] as const }, '8a 8b 8c 9a 9b 9c'],
    ['from a key', { from: [9n, 'b'] as const }, '9b 9c 10a 10b 10c'],
    ['after a key, in its prefix', { prefix: [9n] as const, after: [9n, 'b'] as const }, '9c'],
    ['through a key', { through: [8n, 'b'] as const }, '8a 8b'],
    ['before a key', { from: [8n, 'c'] as const, before: [9n, 'b'] as const }, '8c 9a'],
    ['an absent prefix', { prefix: [7n] as const }, ''],
  ])('walks %s', (_, range, expected) => {
    const map = filled();
    expect([...map.values(range)].join(' ')).toBe(expected);
    expect([...map.keys(range)].map(([epoch, name]) => `${epoch}${name}`).join(' ')).toBe(expected);
    expect([...map.entries(range)].map(([, record]) => record).join(' ')).toBe(expected);
  });

  it('clears a range and nothing else', () => {
    const map = filled();
    map.clear({ throughPrefix: [9n] });
    expect([...map.values()]).toEqual(['10a', '10b', '10c']);
    map.clear();
    expect(entriesOf(map.store).map(([key]) => key)).toEqual(['\x04before', '\x06behind']);
  });

  it('refuses bounds that cross, and a walk of a collection at the end of all keys', () => {
    const map = filled();
    expectError(() => map.keys({ from: [9n, ''], before: [8n, ''] }), collectionsErrors.invalidIterator);
    const last = new CollectionMap(new MemoryStore(), 0xff, text, textValue);
    expectError(() => last.keys(), collectionsErrors.invalidIterator);
  });

  it('takes a byte or a text for a prefix, and nothing else', () => {
    const store = new MemoryStore();
    new CollectionMap(store, 'Participant/value/', text, textValue).set('x', '1');
    expect(entriesOf(store)).toEqual([['Participant/value/x', '1']]);
    for (const prefix of [-1, 256, 0.5]) {
      expectError(() => new CollectionMap(store, prefix, text, textValue), collectionsErrors.invalidPrefix);
    }
  });

  it('encodes a record once, however often it is written, and decodes it never', () => {
    let encoded = 0;
    const codec: Codec<{ readonly n: number }> = {
      encode: ({ n }) => {
        encoded += 1;
        return utf8ToBytes(String(n));
      },
      decode: () => {
        throw new Error('decoded');
      },
    };
    const base = new MemoryStore();
    const block = new CacheStore(base);
    for (let n = 0; n < 100; n++) {
      const tx = new CacheStore(block);
      const map = new CollectionMap(tx, 0, text, codec);
      map.set('x', { n: (map.get('x')?.n ?? 0) + 1 });
      tx.write();
    }
    block.write();
    expect(entriesOf(base)).toEqual([['\0x', '100']]);
    expect(encoded).toBe(1);
  });
});

describe('CollectionItem', () => {
  it('stands under its prefix alone', () => {
    const store = new MemoryStore();
    const item = new CollectionItem(store, 0x0c, uint64Value);
    expect(item.get()).toBeUndefined();
    const missing = "collections: not found: key 'no_key' of type uint64";
    expectError(() => item.require(), collectionsErrors.notFound, missing);
    item.set(3n);
    expect([item.get(), item.require(), item.has()]).toEqual([3n, 3n, true]);
    expect(entriesOf(store)).toEqual([['\x0c', '\0\0\0\0\0\0\0\x03']]);
    item.remove();
    expect(item.has()).toBe(false);
  });
});

describe('KeySet', () => {
  it('holds keys in order', () => {
    const set = new KeySet(new MemoryStore(), 1, byEpoch);
    set.add([2n, 'b']);
    set.add([2n, 'a']);
    set.add([1n, 'z']);
    expect([...set.keys()]).toEqual([
      [1n, 'z'],
      [2n, 'a'],
      [2n, 'b'],
    ]);
    expect([set.has([2n, 'a']), set.has([2n, 'c'])]).toEqual([true, false]);
    set.remove([2n, 'a']);
    set.clear({ prefix: [1n] });
    expect([...set.keys()]).toEqual([[2n, 'b']]);
  });
});

describe('CollectionSequence', () => {
  it('counts from 0, or from where it is set', () => {
    const sequence = new CollectionSequence(new MemoryStore(), 7);
    expect([sequence.peek(), sequence.next(), sequence.next(), sequence.peek()]).toEqual([0n, 0n, 1n, 2n]);
    sequence.set(9n);
    expect(sequence.next()).toBe(9n);
  });
});

describe('schemas', () => {
  const schema = (store: MemoryStore) => ({
    groups: new CollectionMap(store, 1, byEpoch, textValue),
    names: new KeySet(store, 2, text),
    next: new CollectionSequence(store, 3),
    effective: new CollectionItem(store, 4, uint64Value),
  });

  it('come back from a dump', () => {
    const [from, to] = [new MemoryStore(), new MemoryStore()];
    const state = schema(from);
    state.groups.set([1n, 'a'], 'x');
    state.names.add('alice');
    state.next.next();
    state.effective.set(5n);
    const dump = dumpSchema(state);
    expect(dump).toEqual({
      groups: [['000000000000000161', '78']],
      names: [['616c696365', '']],
      next: [['', '0000000000000001']],
      effective: [['', '0000000000000005']],
    });
    loadSchema(schema(to), dump);
    expect(entriesOf(to)).toEqual(entriesOf(from));
  });

  it('an item does not claim longer keys', () => {
    const store = new MemoryStore();
    new CollectionMap(store, '\x04x', text, textValue).set('y', '');
    expect(dumpSchema({ effective: new CollectionItem(store, 4, uint64Value) })).toEqual({ effective: [] });
  });
});
