import { bytesToHex, bytesToLatin1, hexToBytes, latin1ToBytes } from '../util/bytes.js';
import { CollectionItem, type CollectionMap, CollectionSequence, KeySet } from './collections.js';
import type { Entry, Key, KVStore } from './kv.js';
import { prefixRange } from './ranges.js';
import { Value } from './value.js';

/** Any collection, whatever its key and record types. */
export type Collection = CollectionMap<never, unknown> | CollectionItem<never> | KeySet<never> | CollectionSequence;

/** The collections of a module by name: what is stored, under which key, as what. */
export type Schema = Readonly<Record<string, Collection>>;

/** Raw records of a schema: collection name -> [key without prefix, value], both hex, in key order. */
export type SchemaDump = Readonly<Record<string, readonly (readonly [key: string, value: string])[]>>;

type Ground = { readonly store: KVStore; readonly prefix: Key; readonly single: boolean };

function groundOf(collection: Collection): Ground {
  if (collection instanceof CollectionSequence) return groundOf(collection.item as CollectionItem<never>);
  if (collection instanceof KeySet) return groundOf(collection.map as CollectionMap<never, unknown>);
  const { store, prefix } = collection;
  return { store, prefix, single: collection instanceof CollectionItem };
}

function* entriesOf({ store, prefix, single }: Ground): Iterable<Entry> {
  for (const [key, value] of store.iterate(prefixRange(prefix))) {
    if (!single || key === prefix) yield [key.slice(prefix.length), value];
  }
}

/** Everything that the schema's collections hold. Cost: O(records). */
export function dumpSchema(schema: Schema): SchemaDump {
  const dumped = Object.entries(schema).map(([name, collection]) => {
    const entries = [...entriesOf(groundOf(collection))];
    return [name, entries.map(([key, value]) => [bytesToHex(latin1ToBytes(key)), bytesToHex(value.bytes)])] as const;
  });
  return Object.fromEntries(dumped) as unknown as SchemaDump;
}

/** Writes a dump back; collections that it does not name stay as they are. */
export function loadSchema(schema: Schema, dump: SchemaDump): void {
  for (const [name, collection] of Object.entries(schema)) {
    const { store, prefix } = groundOf(collection);
    for (const [key, value] of dump[name] ?? []) {
      store.set(prefix + bytesToLatin1(hexToBytes(key)), Value.ofBytes(hexToBytes(value)));
    }
  }
}
