import { emptyBytes } from '../util/bytes.js';
import { CodedError } from '../util/errors.js';
import { type CollectionRange, storeRange } from './collectionRange.js';
import { collectionsErrors, notFoundError } from './collectionsErrors.js';
import { decodeKey, type KeyCodec } from './keyCodec.js';
import { type Entry, finished, type Key, type KVStore } from './kv.js';
import { Value } from './value.js';
import { type NamedCodec, uint64Value } from './valueCodec.js';

/** The start of all keys of a collection: one byte given as a number, or a latin1 text. */
export type CollectionPrefix = number | string;

export function prefixKey(prefix: CollectionPrefix): Key {
  if (typeof prefix === 'string') return prefix;
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > 255) throw new CodedError(collectionsErrors.invalidPrefix);
  return String.fromCharCode(prefix);
}

/** What all collections have in common: their place. */
export interface Collection {
  readonly store: KVStore;
  readonly prefix: Key;
}

/** Records by key, in the order of their keys, in one part of a store (reference, section 10). */
export class CollectionMap<K, V> implements Collection {
  readonly prefix: Key;

  constructor(
    readonly store: KVStore,
    prefix: CollectionPrefix,
    readonly keyCodec: KeyCodec<K>,
    readonly valueCodec: NamedCodec<V>,
  ) {
    this.prefix = prefixKey(prefix);
  }

  storeKey(key: K): Key {
    return this.prefix + this.keyCodec.encode(key);
  }

  get(key: K): V | undefined {
    return this.store.get(this.storeKey(key))?.read(this.valueCodec);
  }

  /** The record of a key that must be there: the collections' own "not found" otherwise. */
  require(key: K): V {
    const record = this.get(key);
    if (record === undefined) throw notFoundError(this.keyCodec.describe(key), this.valueCodec.typeName ?? 'record');
    return record;
  }

  has(key: K): boolean {
    return this.store.has(this.storeKey(key));
  }

  /** Stores the record itself: it is shared from now on, and must not be changed. */
  set(key: K, record: V): void {
    this.store.set(this.storeKey(key), Value.ofRecord(record, this.valueCodec));
  }

  remove(key: K): void {
    this.store.delete(this.storeKey(key));
  }

  /** Keys and records of a range; what is written while walking does not change the walk. */
  entries(range: CollectionRange<K> = {}): IterableIterator<[K, V]> {
    return this.#walk(range, (key, value) => [this.#key(key), value.read(this.valueCodec)]);
  }

  keys(range: CollectionRange<K> = {}): IterableIterator<K> {
    return this.#walk(range, (key) => this.#key(key));
  }

  values(range: CollectionRange<K> = {}): IterableIterator<V> {
    return this.#walk(range, (_, value) => value.read(this.valueCodec));
  }

  /** Removes the records of a range. Cost: O(records). */
  clear(range: CollectionRange<K> = {}): void {
    for (const [key] of this.store.iterate(storeRange(this.prefix, this.keyCodec, range))) this.store.delete(key);
  }

  #key(storeKey: Key): K {
    return decodeKey(this.keyCodec, storeKey.slice(this.prefix.length));
  }

  #walk<T>(range: CollectionRange<K>, pick: (key: Key, value: Value) => T): IterableIterator<T> {
    return new Picked(this.store.iterate(storeRange(this.prefix, this.keyCodec, range)), pick);
  }
}

/** What is picked from each entry of a range. A class, because what walks over nothing should cost next to nothing. */
class Picked<T> implements IterableIterator<T> {
  readonly #entries: Iterator<Entry>;
  readonly #pick: (key: Key, value: Value) => T;

  constructor(entries: Iterator<Entry>, pick: (key: Key, value: Value) => T) {
    this.#entries = entries;
    this.#pick = pick;
  }

  next(): IteratorResult<T> {
    const step = this.#entries.next();
    return step.done ? finished : { done: false, value: this.#pick(step.value[0], step.value[1]) };
  }

  return(): IteratorResult<T> {
    this.#entries.return?.();
    return finished;
  }

  [Symbol.iterator](): this {
    return this;
  }
}

/** One record under a key of its own: the prefix alone. */
export class CollectionItem<V> implements Collection {
  readonly prefix: Key;

  constructor(
    readonly store: KVStore,
    prefix: CollectionPrefix,
    readonly valueCodec: NamedCodec<V>,
  ) {
    this.prefix = prefixKey(prefix);
  }

  get(): V | undefined {
    return this.store.get(this.prefix)?.read(this.valueCodec);
  }

  /** The record, which must be there: the collections' own "not found" otherwise. */
  require(): V {
    const record = this.get();
    if (record === undefined) throw notFoundError('no_key', this.valueCodec.typeName ?? 'record');
    return record;
  }

  has(): boolean {
    return this.store.has(this.prefix);
  }

  set(record: V): void {
    this.store.set(this.prefix, Value.ofRecord(record, this.valueCodec));
  }

  remove(): void {
    this.store.delete(this.prefix);
  }
}

const nothing: NamedCodec<true> = { typeName: 'no_value', encode: () => emptyBytes, decode: () => true };
const present = Value.ofRecord(true, nothing);

/** Keys without records. */
export class KeySet<K> implements Collection {
  readonly prefix: Key;

  constructor(
    readonly store: KVStore,
    prefix: CollectionPrefix,
    readonly keyCodec: KeyCodec<K>,
  ) {
    this.prefix = prefixKey(prefix);
  }

  has(key: K): boolean {
    return this.store.has(this.#storeKey(key));
  }

  add(key: K): void {
    this.store.set(this.#storeKey(key), present);
  }

  remove(key: K): void {
    this.store.delete(this.#storeKey(key));
  }

  keys(range: CollectionRange<K> = {}): IterableIterator<K> {
    return this.#map.keys(range);
  }

  clear(range: CollectionRange<K> = {}): void {
    this.#map.clear(range);
  }

  #storeKey(key: K): Key {
    return this.prefix + this.keyCodec.encode(key);
  }

  get #map(): CollectionMap<K, true> {
    return new CollectionMap(this.store, this.prefix, this.keyCodec, nothing);
  }
}

/** Numbers given out one after another, from 0 unless another start is set. */
export class CollectionSequence implements Collection {
  readonly prefix: Key;

  constructor(
    readonly store: KVStore,
    prefix: CollectionPrefix,
  ) {
    this.prefix = prefixKey(prefix);
  }

  /** The number that `next` will give. */
  peek(): bigint {
    return this.store.get(this.prefix)?.read(uint64Value) ?? 0n;
  }

  next(): bigint {
    const number = this.peek();
    this.set(number + 1n);
    return number;
  }

  set(number: bigint): void {
    this.store.set(this.prefix, Value.ofRecord(number, uint64Value));
  }
}
