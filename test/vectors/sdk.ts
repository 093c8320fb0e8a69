import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readableSchemas } from '../../src/app/replay/explain.js';
import { CollectionItem, type CollectionMap, CollectionSequence, KeySet } from '../../src/store/collections.js';
import { decodeKey, type KeyCodec } from '../../src/store/keyCodec.js';
import type { Codec } from '../../src/store/value.js';
import { uint64Value } from '../../src/store/valueCodec.js';
import { readBech32 } from '../../src/util/bech32.js';
import { bytesToHex, bytesToLatin1, hexToBytes } from '../../src/util/bytes.js';
import { vectorsFolder } from './shared.js';

interface Ground {
  readonly name: string;
  readonly prefix: string;
  readonly key: KeyCodec<unknown> | undefined;
  readonly value: Codec<unknown>;
}

type AnyCollection = CollectionMap<unknown, unknown> | CollectionItem<unknown> | KeySet<unknown> | CollectionSequence;

const noValue: Codec<unknown> = { encode: () => new Uint8Array(0), decode: () => undefined };

function groundOf(name: string, collection: AnyCollection): Ground {
  const { prefix } = collection;
  if (collection instanceof CollectionSequence) return { name, prefix, key: undefined, value: uint64Value };
  if (collection instanceof KeySet) return { name, prefix, key: collection.keyCodec, value: noValue };
  if (collection instanceof CollectionItem) return { name, prefix, key: undefined, value: collection.valueCodec };
  return { name, prefix, key: collection.keyCodec, value: collection.valueCodec };
}

const { inference: _, ...neighbours } = readableSchemas('gonka');

/** The schemas that answer for the recorded stores; the module's own has vectors of its own. */
export const sdkSchemas = neighbours;

const grounds = Object.fromEntries(
  Object.entries(sdkSchemas).map(([store, schema]) => [
    store,
    Object.entries(schema).map(([name, collection]) => groundOf(name, collection as never)),
  ]),
);

/** A key that was cut at the wrong place shows addresses of odd lengths. */
function requireWholeAddresses(key: unknown, name: string): void {
  for (const part of Array.isArray(key) ? key : typeof key === 'object' ? Object.values(key as object) : [key]) {
    if (typeof part !== 'string' || !part.startsWith('gonka')) continue;
    const read = readBech32(part);
    if (read.ok) expect([20, 32], `address in a key of ${name}`).toContain(read.data.length);
  }
}

/** Decodes a recorded write by the store's schema and encodes it again; answers the collection's name. */
export function checkWrite(store: string, key: string, value: string | null): string {
  const bytes = bytesToLatin1(hexToBytes(key));
  const owners = grounds[store]!.filter(({ prefix, key: codec }) =>
    codec ? bytes.startsWith(prefix) : bytes === prefix,
  );
  expect(owners, `owners of key ${key}`).toHaveLength(1);
  const [owner] = owners;
  if (owner!.key) {
    const rest = bytes.slice(owner!.prefix.length);
    const decoded = decodeKey(owner!.key, rest);
    expect(owner!.key.encode(decoded), `key of ${owner!.name}`).toBe(rest);
    requireWholeAddresses(decoded, owner!.name);
  }
  if (value !== null) {
    const record = owner!.value.decode(hexToBytes(value));
    expect(bytesToHex(owner!.value.encode(record)), `value of ${owner!.name} at ${key}`).toBe(value);
  }
  return owner!.name;
}

/** The recorded writes of a store, one height a line. */
export function* recordedWrites(store: string): Generator<{ height: number; changes: [string, string | null][] }> {
  for (const part of ['', '.part2', '.part3']) {
    const file = join(vectorsFolder, 'live', `${store}-store${part}.jsonl`);
    if (!existsSync(file)) continue;
    for (const line of readFileSync(file, 'utf8').split('\n')) if (line !== '') yield JSON.parse(line);
  }
}
