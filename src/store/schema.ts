import { bytesToHex, bytesToLatin1, hexToBytes, latin1ToBytes } from '../util/bytes.js';
import {
  type Collection,
  CollectionItem,
  CollectionMap,
  type CollectionPrefix,
  CollectionSequence,
  KeySet,
  prefixKey,
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

export function mapAt<K, V>(
  prefix: CollectionPrefix,
  key: KeyCodec<K>,
  value: NamedCodec<V>,
): Planned<CollectionMap<K, V>> {
  const start = prefixKey(prefix);
  return (store) => new CollectionMap(store, start, key, value);
}

export function itemAt<V>(prefix: CollectionPrefix, value: NamedCodec<V>): Planned<CollectionItem<V>> {
  const start = prefixKey(prefix);
  return (store) => new CollectionItem(store, start, value);
}

export function keysAt<K>(prefix: CollectionPrefix, key: KeyCodec<K>): Planned<KeySet<K>> {
  const start = prefixKey(prefix);
  return (store) => new KeySet(store, start, key);
}

export function sequenceAt(prefix: CollectionPrefix): Planned<CollectionSequence> {
  const start = prefixKey(prefix);
  return (store) => new CollectionSequence(store, start);
}

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
    declare readonly store: KVStore;

    constructor(store: KVStore) {
      this.store = store;
    }
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

/** A plan that waits for what its keys are made with, such as the chain's addresses, and the ways to open it. */
export interface SchemaBy<G, P extends Plan> {
  /** To be asked for collections by name. */
  lazily(store: KVStore, given: G): Opened<P>;
  /** To be walked over. */
  whole(store: KVStore, given: G): Opened<P>;
}

/** Makes each plan once, however often it is opened. */
export function schemaBy<G, P extends Plan>(planOf: (given: G) => P): SchemaBy<G, P> {
  const made = new Map<G, { readonly plan: P; readonly lazily: (store: KVStore) => Opened<P> }>();
  const by = (given: G) => {
    const known = made.get(given);
    if (known !== undefined) return known;
    const plan = planOf(given);
    const both = { plan, lazily: lazySchema(plan) };
    made.set(given, both);
    return both;
  };
  return {
    lazily: (store, given) => by(given).lazily(store),
    whole: (store, given) => openSchema(by(given).plan, store),
  };
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
