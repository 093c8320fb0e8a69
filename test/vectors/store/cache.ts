import { expect } from 'vitest';
import { CacheStore } from '../../../src/store/cacheStore.js';
import type { Entry, Key, KVStore } from '../../../src/store/kv.js';
import { MemoryStore } from '../../../src/store/memoryStore.js';
import { PrefixStore } from '../../../src/store/prefixStore.js';
import { inclusiveEnd, prefixEnd } from '../../../src/store/ranges.js';
import { Value } from '../../../src/store/value.js';
import {
  bytesToHex,
  bytesToLatin1,
  bytesToUtf8,
  hexToBytes,
  latin1ToBytes,
  utf8ToBytes,
} from '../../../src/util/bytes.js';
import type { VectorCase } from '../shared.js';

const key = (hex: string): Key => bytesToLatin1(hexToBytes(hex));
const hex = (text: Key): string => bytesToHex(latin1ToBytes(text));
const plain = (text: string): Value => Value.ofBytes(utf8ToBytes(text));
const shown = (value: Value | undefined): string | null => (value === undefined ? null : bytesToUtf8(value.bytes));
const pairs = (entries: Iterable<Entry>): [string, string][] => [...entries].map(([k, v]) => [k, bytesToUtf8(v.bytes)]);

/** One case of cachekv.json: a script over layers, or one of three special forms. */
export function checkCacheCase(vector: VectorCase): void {
  if (vector.ops) checkScript(vector);
  else if (vector.seen) checkSnapshot(vector);
  else if (vector.prefix702f) checkPrefixStore(vector);
  else if (vector.panics) checkPanics(vector.panics);
  else throw new Error(`unknown form: ${Object.keys(vector)}`);
}

function checkScript({ layers, ops }: VectorCase): void {
  const stack: KVStore[] = [new MemoryStore()];
  while (stack.length < layers) stack.push(new CacheStore(stack.at(-1)!));
  for (const [layer, name, ...args] of ops) {
    const store = stack[layer]!;
    const [first, second, third] = args;
    const range = { start: first ?? undefined, end: second ?? undefined };
    if (name === 'set') store.set(first, plain(second));
    else if (name === 'delete') store.delete(first);
    else if (name === 'get') expect(shown(store.get(first)), first).toBe(second);
    else if (name === 'has') expect(store.has(first), first).toBe(second);
    else if (name === 'write') (store as CacheStore).write();
    else if (name === 'iterate') expect(pairs(store.iterate(range))).toEqual(third);
    else if (name === 'reverse') expect(pairs(store.iterate({ ...range, reverse: true }))).toEqual(third);
    else throw new Error(`unknown operation ${name}`);
  }
}

function checkSnapshot({ seen, after }: VectorCase): void {
  const base = new MemoryStore();
  base.set('a', plain('1'));
  base.set('c', plain('1'));
  const cache = new CacheStore(base);
  cache.set('b', plain('1'));
  const met: [string, string][] = [];
  for (const [at, value] of cache.iterate()) {
    met.push([at, bytesToUtf8(value.bytes)]);
    if (at !== 'a') continue;
    cache.set('bb', plain('new'));
    cache.set('b', plain('changed'));
    cache.delete('c');
  }
  expect(met).toEqual(seen);
  expect(pairs(cache.iterate())).toEqual(after);
}

function checkPrefixStore(vector: VectorCase): void {
  const base = new MemoryStore();
  for (const name of vector.base) base.set(key(name), plain('x'));
  const keysOf = (prefix: string, range = {}) =>
    [...new PrefixStore(base, key(prefix)).iterate(range)].map(([name]) => hex(name));
  expect(keysOf('702f')).toEqual(vector.prefix702f);
  expect(keysOf('702f', { reverse: true })).toEqual(vector.prefix702fReverse);
  expect(keysOf('702f', { start: 'a' })).toEqual(vector.prefix702fFromA);
  expect(keysOf('ff')).toEqual(vector.prefixff);
  expect(keysOf('ff', { reverse: true })).toEqual(vector.prefixffReverse);
  for (const [prefix, end] of vector.prefixEnd) {
    const found = prefixEnd(key(prefix));
    expect(found === undefined ? null : hex(found)).toBe(end);
  }
  for (const [from, end] of vector.inclusiveEnd) expect(hex(inclusiveEnd(key(from)))).toBe(end);
}

const nil = undefined as unknown as Key;
const long = 'k'.repeat(131_072);
const one = plain('1');

/** What each row of "panics" does to a cache. A nil key or value is what TypeScript would refuse: undefined. */
const attempts: Record<string, (store: KVStore) => unknown> = {
  'get nil key': (store) => store.get(nil),
  'get empty key': (store) => store.get(''),
  'has nil key': (store) => store.has(nil),
  'set nil key': (store) => store.set(nil, one),
  'set empty key': (store) => store.set('', one),
  'set nil value': (store) => store.set('k', undefined as unknown as Value),
  'set empty value': (store) => store.set('k', plain('')),
  'delete nil key': (store) => store.delete(nil),
  'delete empty key': (store) => store.delete(''),
  'set key of 131072 bytes': (store) => store.set(long, one),
  'set key of 131071 bytes': (store) => store.set(long.slice(1), one),
  'get key of 131072 bytes': (store) => store.get(long),
  'iterate empty start': (store) => store.iterate({ start: '' }),
  'iterate empty end': (store) => store.iterate({ end: '' }),
  // JavaScript's iterators have no key to ask for once they are done: they stay done.
  'key of a finished iterator': finishedStaysFinished,
  'next of a finished iterator': finishedStaysFinished,
};

function finishedStaysFinished(store: KVStore): void {
  const entries = store.iterate();
  while (!entries.next().done);
  expect(entries.next()).toEqual({ done: true, value: undefined });
  throw new Error('invalid cacheMergeIterator');
}

function checkPanics(panics: Record<string, string | null>): void {
  for (const [name, text] of Object.entries(panics)) {
    const attempt = attempts[name];
    if (attempt === undefined) throw new Error(`unknown attempt: ${name}`);
    const run = () => attempt(new CacheStore(new MemoryStore()));
    if (text === null) run();
    else expect(run, name).toThrow(text);
  }
}
