import { assertKey, assertRange, assertStored, type Entry, type Key, type KeyRange, type KVStore } from './kv.js';
import { OrderedMap } from './orderedMap.js';
import type { Value } from './value.js';

/** A store without hashes or versions: transient and memory stores, and the ground under caches in tests. */
export class MemoryStore implements KVStore {
  #entries = new OrderedMap<Value>();

  get(key: Key): Value | undefined {
    assertKey(key);
    return this.#entries.get(key);
  }

  has(key: Key): boolean {
    return this.get(key) !== undefined;
  }

  iterate(range: KeyRange = {}): IterableIterator<Entry> {
    assertRange(range);
    return this.#entries.entries(range);
  }

  set(key: Key, value: Value): void {
    assertStored(key, value);
    this.#entries.set(key, value);
  }

  delete(key: Key): void {
    assertKey(key);
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries = new OrderedMap<Value>();
  }
}
