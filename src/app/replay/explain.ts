import { inferenceSchema } from '../../keeper/schema.js';
import { addressesOf } from '../../sdk/addresses.js';
import { authSchema } from '../../sdk/auth/schema.js';
import { bankSchema } from '../../sdk/bank/schema.js';
import { collateralSchema } from '../../sdk/collateral/schema.js';
import { govSchema } from '../../sdk/gov/schema.js';
import { groupSchema } from '../../sdk/group/schema.js';
import { stakingSchema } from '../../sdk/staking/schema.js';
import { CollectionItem, type CollectionMap, CollectionSequence, KeySet } from '../../store/collections.js';
import { decodeKey, type KeyCodec } from '../../store/keyCodec.js';
import type { Key } from '../../store/kv.js';
import { MemoryStore } from '../../store/memoryStore.js';
import type { Codec } from '../../store/value.js';
import { uint64Value } from '../../store/valueCodec.js';
import { bytesToHex, latin1ToBytes } from '../../util/bytes.js';
import type { Difference, Side } from './ledger.js';

/** One kind of record of a store. */
interface Shelf {
  readonly name: string;
  readonly prefix: Key;
  /** undefined = the record stands under the prefix alone. */
  readonly key: KeyCodec<unknown> | undefined;
  readonly value: Codec<unknown> | undefined;
}

type AnyCollection = CollectionMap<unknown, unknown> | CollectionItem<unknown> | KeySet<unknown> | CollectionSequence;

function shelfOf(name: string, collection: AnyCollection): Shelf {
  const { prefix } = collection;
  if (collection instanceof CollectionSequence) return { name, prefix, key: undefined, value: uint64Value };
  if (collection instanceof KeySet) return { name, prefix, key: collection.keyCodec, value: undefined };
  if (collection instanceof CollectionItem) return { name, prefix, key: undefined, value: collection.valueCodec };
  return { name, prefix, key: collection.keyCodec, value: collection.valueCodec };
}

/** The schemas of the stores whose records can be told in words, by store. They hold nothing. */
export function readableSchemas(bech32Prefix: string) {
  const nowhere = new MemoryStore();
  const addresses = addressesOf(bech32Prefix);
  return {
    acc: authSchema.whole(nowhere, addresses),
    bank: bankSchema.whole(nowhere, addresses),
    collateral: collateralSchema.whole(nowhere, addresses),
    gov: govSchema.whole(nowhere, addresses),
    group: groupSchema.whole(nowhere, addresses),
    staking: stakingSchema.whole(nowhere, addresses),
    inference: inferenceSchema(nowhere, bech32Prefix),
  };
}

/** Tells differences in words: the record's name, its key and both values decoded, and who wrote it. */
export class Explainer {
  readonly #shelves: ReadonlyMap<string, readonly Shelf[]>;

  constructor(bech32Prefix: string) {
    this.#shelves = new Map(
      Object.entries(readableSchemas(bech32Prefix)).map(([store, schema]) => [
        store,
        Object.entries(schema).map(([name, collection]) => shelfOf(name, collection as never)),
      ]),
    );
  }

  /** One line; the hash of nothing that could be read. */
  line(height: bigint, { store, key, before, ours, recorded, writer }: Difference): string {
    const shelf = this.#shelfOf(store, key);
    const value = (side: Side): string =>
      side.did === 'set' ? `set ${this.#value(shelf, side.value)}` : side.did === 'remove' ? 'removed' : 'left alone';
    const was = before === undefined ? 'nothing' : this.#value(shelf, before);
    return [
      `height ${height}, store ${store}, ${this.#key(shelf, key)}`,
      `  ours:     ${value(ours)}${writer === undefined ? '' : ` (${writer})`}`,
      `  recorded: ${value(recorded)}`,
      `  before:   ${was}`,
    ].join('\n');
  }

  /** Name of the record and what it is found by, in words; hex where they cannot be read. */
  key(store: string, key: Key): string {
    return this.#key(this.#shelfOf(store, key), key);
  }

  /** What is stored under a key, as JSON; hex where it cannot be read. */
  value(store: string, key: Key, bytes: Uint8Array): string {
    return this.#value(this.#shelfOf(store, key), bytes);
  }

  #shelfOf(store: string, key: Key): Shelf | undefined {
    const fitting = (this.#shelves.get(store) ?? []).filter((shelf) =>
      shelf.key === undefined ? key === shelf.prefix : key.startsWith(shelf.prefix),
    );
    return fitting.reduce<Shelf | undefined>(
      (best, shelf) => (best !== undefined && best.prefix.length >= shelf.prefix.length ? best : shelf),
      undefined,
    );
  }

  #key(shelf: Shelf | undefined, key: Key): string {
    const hex = bytesToHex(latin1ToBytes(key));
    if (shelf === undefined) return `key ${hex}`;
    if (shelf.key === undefined) return shelf.name;
    const { key: codec, prefix } = shelf;
    return readable(
      () => `${shelf.name} ${plain(decodeKey(codec, key.slice(prefix.length)))}`,
      () => `${shelf.name} key ${hex}`,
    );
  }

  #value(shelf: Shelf | undefined, bytes: Uint8Array): string {
    const hex = () => bytesToHex(bytes) || 'an empty value';
    const codec = shelf?.value;
    return codec === undefined ? hex() : readable(() => plain(codec.decode(bytes)), hex);
  }
}

/** Bytes of a foreign machine may be anything. */
function readable(read: () => string, otherwise: () => string): string {
  try {
    return read();
  } catch {
    return otherwise();
  }
}

/** A record as one line of JSON, with integers as text and bytes as hex. */
const plain = (record: unknown): string =>
  JSON.stringify(record, (_, value) =>
    typeof value === 'bigint' ? String(value) : value instanceof Uint8Array ? bytesToHex(value) : value,
  );
