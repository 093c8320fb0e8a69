import { bytesToHex, bytesToLatin1, hexToBytes, latin1ToBytes } from '../util/bytes.js';
import {
  type Collection,
  CollectionItem,
  CollectionMap,
  type CollectionPrefix,
  CollectionSequence,
  KeySet,
} from './collections.js';
import type { KeyCodec } from './keyCodec.js';
import type { Entry, KVStore } from './kv.js';
import { prefixRange } from './ranges.js';
import { Value } from './value.js';
import type { NamedCodec } from './valueCodec.js';

/** The collections of a module by name: what is stored, under which key, as what. */
export type Schema = Readonly<Record<string, Collection>>;

/** A collection that waits for its store. */
export type Planned<C extends Collection> = (store: KVStore) => C;

export const mapAt =
  <K, V>(prefix: CollectionPrefix, key: KeyCodec<K>, value: NamedCodec<V>): Planned<CollectionMap<K, V>> =>
  (store) =>
    new CollectionMap(store, prefix, key, value);

export const itemAt =
  <V>(prefix: CollectionPrefix, value: NamedCodec<V>): Planned<CollectionItem<V>> =>
  (store) =>
    new CollectionItem(store, prefix, value);

export const keysAt =
  <K>(prefix: CollectionPrefix, key: KeyCodec<K>): Planned<KeySet<K>> =>
  (store) =>
    new KeySet(store, prefix, key);

type Plan = Readonly<Record<string, Planned<Collection>>>;

/** The collections of a plan in a store. */
export type Opened<P extends Plan> = { readonly [N in keyof P]: ReturnType<P[N]> };

/** All collections of a plan, to be walked over. */
export function openSchema<P extends Plan>(plan: P, store: KVStore): Opened<P> {
  return Object.fromEntries(Object.entries(plan).map(([name, open]) => [name, open(store)])) as Opened<P>;
}

/**
 * How a plan is opened for somebody who asks for its collections by name: each is made where it is asked for, because a
 * message that uses two of forty should pay for two.
 */
export function lazySchema<P extends Plan>(plan: P): (store: KVStore) => Opened<P> {
  class LazySchema {
    constructor(readonly store: KVStore) {}
  }
  for (const [name, open] of Object.entries(plan)) {
    Object.defineProperty(LazySchema.prototype, name, {
      get(this: LazySchema) {
        return open(this.store);
      },
    });
  }
  return (store) => new LazySchema(store) as unknown as Opened<P>;
}

/** Raw records of a schema: collection name -> [key without prefix, value], both hex, in key order. */
export type SchemaDump = Readonly<Record<string, readonly (readonly [key: string, value: string])[]>>;

function* entriesOf(collection: Collection): Iterable<Entry> {
  const { store, prefix } = collection;
  const single = collection instanceof CollectionItem || collection instanceof CollectionSequence;
  for (const [key, value] of store.iterate(prefixRange(prefix))) {
    if (!single || key === prefix) yield [key.slice(prefix.length), value];
  }
}

/** Everything that the schema's collections hold. Cost: O(records). */
export function dumpSchema(schema: Schema): SchemaDump {
  const dumped = Object.entries(schema).map(([name, collection]) => {
    const entries = [...entriesOf(collection)];
    return [name, entries.map(([key, value]) => [bytesToHex(latin1ToBytes(key)), bytesToHex(value.bytes)])] as const;
  });
  return Object.fromEntries(dumped) as unknown as SchemaDump;
}

/** Writes a dump back; collections that it does not name stay as they are. */
export function loadSchema(schema: Schema, dump: SchemaDump): void {
  for (const [name, { store, prefix }] of Object.entries(schema)) {
    for (const [key, value] of dump[name] ?? []) {
      store.set(prefix + bytesToLatin1(hexToBytes(key)), Value.ofBytes(hexToBytes(value)));
    }
  }
}
