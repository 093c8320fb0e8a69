import type { CollectionMap, CollectionSequence, KeySet } from '../../store/collections.js';
import { sdkErrors } from '../../types/errors.js';
import { CodedError } from '../../util/errors.js';
import { ormErrors } from '../errors.js';

/** An index of a table, for any type of index key. */
export interface TableIndex<V> {
  add(row: V): void;
  remove(row: V): void;
  /** Whether both rows stand under the same key. */
  isSame(a: V, b: V): boolean;
}

export function tableIndex<K, V>(keys: KeySet<K>, keyOf: (row: V) => K): TableIndex<V> {
  return {
    add: (row) => keys.add(keyOf(row)),
    remove: (row) => keys.remove(keyOf(row)),
    isSame: (a, b) => keys.keyCodec.encode(keyOf(a)) === keys.keyCodec.encode(keyOf(b)),
  };
}

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
    if (this.has(this.keyOf(row))) throw new CodedError(ormErrors.uniqueConstraint);
    this.#set(row);
  }

  /** Replaces a row; one that is not there is sdk 38. */
  update(row: V): void {
    if (!this.has(this.keyOf(row))) throw new CodedError(sdkErrors.notFound);
    this.#set(row);
  }

  remove(key: K): void {
    const row = this.rows.require(key);
    this.rows.remove(key);
    for (const index of this.indexes) index.remove(row);
  }

  #set(row: V): void {
    const key = this.keyOf(row);
    const old = this.has(key) ? this.get(key) : undefined;
    this.rows.set(key, row);
    for (const index of this.indexes) {
      if (old !== undefined && index.isSame(old, row)) continue;
      if (old !== undefined) index.remove(old);
      index.add(row);
    }
  }
}

/** The number of a new row: a row is made with the number that comes next, then the table takes it. */
export function takeNumber(sequence: CollectionSequence): bigint {
  const number = sequence.peek() + 1n;
  sequence.next();
  return number;
}
