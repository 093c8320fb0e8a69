import { CodedError, simErrors } from '../util/errors.js';
import { ByteReader, ByteWriter } from './byteCodec.js';
import type { Hash } from './iavl/hash.js';
import type { Key } from './kv.js';
import type { KeptKind } from './storeKind.js';
import { Value } from './value.js';

/** A write to a tree; undefined removes the key. */
export type TreeOp = readonly [key: Key, value: Value | undefined];

/** The writes of one block to one store, in the order in which the tree got them: the tree's shape depends on it. */
export interface StoreChanges {
  readonly name: string;
  readonly ops: readonly TreeOp[];
}

export interface KeptStore {
  readonly name: string;
  readonly kind: KeptKind;
}

/** All that one commit adds to the one before. */
export interface BlockRecord {
  readonly height: number;
  readonly appHash: Hash;
  /** All kept stores, when they are others than in the block before. */
  readonly stores: readonly KeptStore[] | undefined;
  readonly changes: readonly StoreChanges[];
  /** The application's own record of the block. */
  readonly aux: Uint8Array | undefined;
}

const kinds: readonly KeptKind[] = ['iavl', 'db'];

export function encodeStores(writer: ByteWriter, stores: readonly KeptStore[]): void {
  writer.number(stores.length);
  for (const { name, kind } of stores) writer.bytes(Buffer.from(name, 'utf8')).number(kinds.indexOf(kind));
}

export function decodeStores(reader: ByteReader): KeptStore[] {
  return Array.from({ length: reader.number() }, () => {
    const name = nameOf(reader);
    const kind = kinds[reader.number()];
    if (kind === undefined) throw new CodedError(simErrors.storeCorrupt, `store ${name} is of an unknown kind`);
    return { name, kind };
  });
}

const nameOf = (reader: ByteReader): string => Buffer.from(reader.bytes()).toString('utf8');

export function encodeBlock(record: BlockRecord): Uint8Array {
  const writer = new ByteWriter();
  writer.number(record.height).text(record.appHash).optional(record.aux);
  if (record.stores === undefined) writer.number(0);
  else encodeStores(writer.number(1), record.stores);
  writer.number(record.changes.length);
  for (const { name, ops } of record.changes) {
    writer.bytes(Buffer.from(name, 'utf8')).number(ops.length);
    for (const [key, value] of ops) writer.text(key).optional(value?.bytes);
  }
  return writer.finish();
}

export function decodeBlock(bytes: Uint8Array): BlockRecord {
  const reader = new ByteReader(bytes);
  const [height, appHash, aux] = [reader.number(), reader.text(), reader.optional()];
  const stores = reader.number() === 0 ? undefined : decodeStores(reader);
  const changes = Array.from({ length: reader.number() }, () => decodeChanges(reader));
  return { height, appHash, stores, changes, aux };
}

function decodeChanges(reader: ByteReader): StoreChanges {
  const name = nameOf(reader);
  const ops = Array.from({ length: reader.number() }, (): TreeOp => {
    const key = reader.text();
    const value = reader.optional();
    return [key, value && Value.ofBytes(value)];
  });
  return { name, ops };
}
