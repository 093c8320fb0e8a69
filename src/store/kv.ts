import type { Value } from './value.js';

/**
 * A store key: a string whose every character is one byte (latin1).
 *
 * Strings of this form compare in byte order and hash well, which makes them several times cheaper than byte arrays in
 * trees and maps. `util/bytes` converts.
 */
export type Key = string;

/** A half-open range of keys, `[start, end)`; an open side is left out. */
export interface KeyRange {
  readonly start?: Key | undefined;
  readonly end?: Key | undefined;
  readonly reverse?: boolean | undefined;
}

export type Entry = readonly [key: Key, value: Value];

/** What every store floor offers, synchronously. Iteration is in byte order and does not see later writes. */
export interface KVReader {
  get(key: Key): Value | undefined;
  has(key: Key): boolean;
  iterate(range?: KeyRange): IterableIterator<Entry>;
}

export interface KVStore extends KVReader {
  set(key: Key, value: Value): void;
  delete(key: Key): void;
}

/** Stores by name, as a block or a message sees them. */
export interface StoreView {
  store(name: string): KVStore;
}

/** A view whose writes stay private until `write` hands them down, sorted by key, last state only. */
export interface StoreBranch extends StoreView {
  branch(): StoreBranch;
  write(): void;
}
