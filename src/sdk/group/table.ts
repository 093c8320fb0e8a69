import type { Collection, CollectionMap, CollectionSequence } from '../../store/collections.js';
import type { KeyCodec } from '../../store/keyCodec.js';
import type { Key } from '../../store/kv.js';
import { Value } from '../../store/value.js';
import { sdkErrors } from '../../types/errors.js';
import { CodedError } from '../../util/errors.js';
import { ormErrors } from '../errors.js';

/** An index of a table: an entry is a field of the row, then the row's own key. */
export interface TableIndex<V> {
  readonly entries: Collection;
  /** The start of a row's entry: where the index begins, and the field. */
  startOf(row: V): Key;
}

export function tableIndex<F, V>(entries: Collection, field: KeyCodec<F>, fieldOf: (row: V) => F): TableIndex<V> {
  return { entries, startOf: (row) => entries.prefix + field.encodePart(fieldOf(row)) };
}

/** All entries of indexes say the same: that they are there. */
const present = Value.ofBytes(new Uint8Array(0));

/**
 * Rows with indexes, as x/group's ORM keeps them: it asks for a row's key before each step, and transactions pay for every
 * question.
 */
export class Table<K, V> {
  constructor(
    readonly rows: CollectionMap<K, V>,
    readonly keyOf: (row: V) => K,
    readonly indexes: readonly TableIndex<V>[],
  ) {}

  has(key: K): boolean {
    return this.rows.has(key);
  }

  get(key: K): V | undefined {
    return this.rows.get(key);
  }

  /** Adds a row; one with its key is `legacy_orm` 13. */
  create(row: V): void {
    const place = this.#placeOf(row);
    if (this.rows.store.has(place)) throw new CodedError(ormErrors.uniqueConstraint);
    this.#set(place, row);
  }

  /** Replaces a row; one that is not there is sdk 38. */
  update(row: V): void {
    const place = this.#placeOf(row);
    if (!this.rows.store.has(place)) throw new CodedError(sdkErrors.notFound);
    this.#set(place, row);
  }

  remove(key: K): void {
    const row = this.rows.require(key);
    this.rows.remove(key);
    const rowKey = this.rows.keyCodec.encode(key);
    for (const { entries, startOf } of this.indexes) entries.store.delete(startOf(row) + rowKey);
  }

  #placeOf(row: V): Key {
    return this.rows.storeKey(this.keyOf(row));
  }

  #set(place: Key, row: V): void {
    const { store, prefix, valueCodec } = this.rows;
    const old = store.has(place) ? store.get(place)?.read(valueCodec) : undefined;
    store.set(place, Value.ofRecord(row, valueCodec));
    const key = place.slice(prefix.length);
    for (const { entries, startOf } of this.indexes) {
      const start = startOf(row);
      const oldStart = old === undefined ? undefined : startOf(old);
      if (start === oldStart) continue;
      if (oldStart !== undefined) entries.store.delete(oldStart + key);
      entries.store.set(start + key, present);
    }
  }
}

/** The number of a new row: a row is made with the number that comes next, then the table takes it. */
export function takeNumber(sequence: CollectionSequence): bigint {
  const number = sequence.peek() + 1n;
  sequence.next();
  return number;
}
