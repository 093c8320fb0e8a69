import { bytesToHex, bytesToLatin1, hexToBytes, latin1ToBytes } from '../util/bytes.js';
import { type Collection, CollectionItem, CollectionSequence } from './collections.js';
import type { Entry } from './kv.js';
import { prefixRange } from './ranges.js';
import { Value } from './value.js';

/** The collections of a module by name: what is stored, under which key, as what. */
export type Schema = Readonly<Record<string, Collection>>;

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
