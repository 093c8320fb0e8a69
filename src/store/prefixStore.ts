import type { Entry, Key, KeyRange, KVStore } from './kv.js';
import { prefixEnd } from './ranges.js';
import type { Value } from './value.js';

/** The part of a store whose keys begin with a prefix, seen without it. */
export class PrefixStore implements KVStore {
  readonly #parent: KVStore;
  readonly #prefix: Key;

  constructor(parent: KVStore, prefix: Key) {
    this.#parent = parent;
    this.#prefix = prefix;
  }

  get(key: Key): Value | undefined {
    return this.#parent.get(this.#prefix + key);
  }

  has(key: Key): boolean {
    return this.#parent.has(this.#prefix + key);
  }

  set(key: Key, value: Value): void {
    this.#parent.set(this.#prefix + key, value);
  }

  delete(key: Key): void {
    this.#parent.delete(this.#prefix + key);
  }

  iterate({ start = '', end, reverse }: KeyRange = {}): IterableIterator<Entry> {
    const below = this.#parent.iterate({
      start: this.#prefix + start || undefined,
      end: end === undefined ? prefixEnd(this.#prefix) : this.#prefix + end,
      reverse,
    });
    return withoutPrefix(below, this.#prefix.length);
  }
}

function* withoutPrefix(entries: Iterable<Entry>, length: number): IterableIterator<Entry> {
  for (const [key, value] of entries) yield [key.slice(length), value];
}
