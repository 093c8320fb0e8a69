import { CodedError } from '../util/errors.js';
import { type CollectionRange, storeRange } from './collectionRange.js';
import { collectionsErrors, notFoundError } from './collectionsErrors.js';
import { decodeKey, type KeyCodec } from './keyCodec.js';
import type { Key, KVStore } from './kv.js';
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
    return picked(this.store.iterate(storeRange(this.prefix, this.keyCodec, range)), pick);
  }
}

function* picked<T>(
  entries: Iterable<readonly [Key, Value]>,
  pick: (key: Key, value: Value) => T,
): IterableIterator<T> {
  for (const [key, value] of entries) yield pick(key, value);
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

const nothing: NamedCodec<true> = { typeName: 'no_value', encode: () => new Uint8Array(0), decode: () => true };

/** Keys without records. */
export class KeySet<K> implements Collection {
  readonly prefix: Key;
  readonly #map: CollectionMap<K, true>;

  constructor(
    readonly store: KVStore,
    prefix: CollectionPrefix,
    readonly keyCodec: KeyCodec<K>,
  ) {
    this.#map = new CollectionMap(store, prefix, keyCodec, nothing);
    this.prefix = this.#map.prefix;
  }

  has(key: K): boolean {
    return this.#map.has(key);
  }

  add(key: K): void {
    this.#map.set(key, true);
  }

  remove(key: K): void {
    this.#map.remove(key);
  }

  keys(range: CollectionRange<K> = {}): IterableIterator<K> {
    return this.#map.keys(range);
  }

  clear(range: CollectionRange<K> = {}): void {
    this.#map.clear(range);
  }
}

/** Numbers given out one after another, from 0 unless another start is set. */
export class CollectionSequence implements Collection {
  readonly prefix: Key;
  readonly #item: CollectionItem<bigint>;

  constructor(
    readonly store: KVStore,
    prefix: CollectionPrefix,
  ) {
    this.#item = new CollectionItem(store, prefix, uint64Value);
    this.prefix = this.#item.prefix;
  }

  /** The number that `next` will give. */
  peek(): bigint {
    return this.#item.get() ?? 0n;
  }

  next(): bigint {
    const number = this.peek();
    this.#item.set(number + 1n);
    return number;
  }

  set(number: bigint): void {
    this.#item.set(number);
  }
}
