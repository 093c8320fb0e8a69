import { CodedError, simErrors } from '../util/errors.js';
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

/** What iterators answer when there is nothing more. */
export const finished: IteratorReturnResult<undefined> = { done: true, value: undefined };

/** A walk over nothing; most stores are empty, and many are asked in every block. */
export const nothing: IterableIterator<never> = {
  next: () => finished,
  return: () => finished,
  [Symbol.iterator]: () => nothing,
};

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

/** The longest key that a store takes, in bytes (cosmossdk.io/store). */
export const maxKeyLength = 131_071;

/** Refuses what no store takes as a key, as the SDK's stores do. */
export function assertKey(key: Key): void {
  if (!key) throw new CodedError(simErrors.invalidKey, 'key is nil or empty');
  if (key.length > maxKeyLength) throw new CodedError(simErrors.invalidKey, 'key is too large');
}

/** Refuses what no store keeps. */
export function assertStored(key: Key, value: Value): void {
  assertKey(key);
  if (!value) throw new CodedError(simErrors.invalidKey, 'value is nil');
}

/** A bound is a key or left out; the empty one is most often a slip. */
export function assertRange({ start, end }: KeyRange): void {
  if (start === '' || end === '') throw new CodedError(simErrors.invalidKey, 'key cannot be empty');
}
