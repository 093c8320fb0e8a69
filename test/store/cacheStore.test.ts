import { describe, expect, it } from 'vitest';
import { CacheStore } from '../../src/store/cacheStore.js';
import type { Key, KVStore } from '../../src/store/kv.js';
import { MemoryStore } from '../../src/store/memoryStore.js';
import { PrefixStore } from '../../src/store/prefixStore.js';
import { inclusiveEnd, prefixEnd } from '../../src/store/ranges.js';
import { simErrors } from '../../src/util/errors.js';
import { bytesOf, entriesOf, textOf } from './conformance.js';
import { expectError } from './errors.js';

/** A memory store that writes down what reaches it. */
function recording(): { store: KVStore; calls: string[] } {
  const store = new MemoryStore();
  const calls: string[] = [];
  return {
    calls,
    store: {
      get: (key: Key) => {
        calls.push(`get ${key}`);
        return store.get(key);
      },
      has: (key) => store.has(key),
      iterate: (range) => store.iterate(range),
      set: (key, value) => {
        calls.push(`set ${key}=${textOf(value)}`);
        store.set(key, value);
      },
      delete: (key) => {
        calls.push(`delete ${key}`);
        store.delete(key);
      },
    },
  };
}

describe('CacheStore', () => {
  it('keeps writes to itself until they are handed down', () => {
    const base = new MemoryStore();
    base.set('a', bytesOf('1'));
    const cache = new CacheStore(base);
    cache.set('a', bytesOf('2'));
    cache.delete('b');
    expect(entriesOf(base)).toEqual([['a', '1']]);
    cache.write();
    expect(entriesOf(base)).toEqual([['a', '2']]);
  });

  it('hands down the last state of each key, in key order, deletes included', () => {
    const { store, calls } = recording();
    const cache = new CacheStore(store);
    cache.set('c', bytesOf('1'));
    cache.set('a', bytesOf('1'));
    cache.set('c', bytesOf('2'));
    cache.set('b', bytesOf('1'));
    cache.delete('b');
    cache.write();
    expect(calls).toEqual(['set a=1', 'delete b', 'set c=2']);
    cache.write();
    expect(calls).toHaveLength(3);
  });

  it('reads a key from below once, absent keys too', () => {
    const { store, calls } = recording();
    const cache = new CacheStore(store);
    for (let i = 0; i < 3; i++) cache.has('a');
    expect(calls).toEqual(['get a']);
  });

  it('leaves it to a cache below to remember what was read', () => {
    const { store, calls } = recording();
    const below = new CacheStore(store);
    for (let i = 0; i < 3; i++) new CacheStore(below).has('a');
    expect(calls).toEqual(['get a']);
  });

  it('remembers what it read, though an iteration sees a change below', () => {
    const base = new MemoryStore();
    base.set('a', bytesOf('1'));
    const cache = new CacheStore(base);
    cache.get('a');
    base.set('a', bytesOf('2'));
    expect(textOf(cache.get('a'))).toBe('1');
    expect(entriesOf(cache)).toEqual([['a', '2']]);
  });

  it('merges both layers, the upper one winning', () => {
    const base = new MemoryStore();
    for (const key of ['b', 'd', 'f', 'h']) base.set(key, bytesOf('below'));
    const cache = new CacheStore(base);
    for (const key of ['a', 'd', 'z']) cache.set(key, bytesOf('above'));
    cache.delete('f');
    cache.delete('nope');
    const merged = [
      ['a', 'above'],
      ['b', 'below'],
      ['d', 'above'],
      ['h', 'below'],
      ['z', 'above'],
    ];
    expect(entriesOf(cache)).toEqual(merged);
    expect(entriesOf(cache, { reverse: true })).toEqual(merged.toReversed());
    cache.set('c', bytesOf('above'));
    expect(entriesOf(cache, { start: 'b', end: 'e' }).map(([key]) => key)).toEqual(['b', 'c', 'd']);
  });

  it.each([
    ['get', (store: KVStore) => store.get('')],
    ['has', (store: KVStore) => store.has('')],
    ['set', (store: KVStore) => store.set('', bytesOf('1'))],
    ['delete', (store: KVStore) => store.delete('')],
    ['iterate from', (store: KVStore) => store.iterate({ start: '' })],
    ['iterate to', (store: KVStore) => store.iterate({ end: '' })],
  ])('refuses an empty key: %s', (_, attempt) => {
    expectError(() => attempt(new CacheStore(new MemoryStore())), simErrors.invalidKey);
  });
});

describe('PrefixStore', () => {
  it('shows keys without the prefix, the prefix itself as the empty key', () => {
    const base = new MemoryStore();
    for (const key of ['p', 'p/', 'p/a', 'p0', '\xff', '\xff\xff']) base.set(key, bytesOf('1'));
    expect(entriesOf(new PrefixStore(base, 'p/')).map(([key]) => key)).toEqual(['', 'a']);
    expect(entriesOf(new PrefixStore(base, '\xff'), { reverse: true }).map(([key]) => key)).toEqual(['\xff', '']);
  });
});

describe('ranges', () => {
  it.each([
    ['p', 'q'],
    ['p\xff', 'q'],
    ['\xff\xff', undefined],
    ['', undefined],
  ])('the end of prefix %j is %j', (prefix, end) => {
    expect(prefixEnd(prefix)).toBe(end);
  });

  it('an inclusive end is the next key', () => expect(inclusiveEnd('p')).toBe('p\0'));
});
