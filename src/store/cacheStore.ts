import { compareLatin1 } from '../util/bytes.js';
import { assertKey, assertRange, assertStored, type Entry, type Key, type KeyRange, type KVStore } from './kv.js';
import { OrderedMap } from './orderedMap.js';
import type { Value } from './value.js';

/**
 * A branch over a store: writes stay private until `write` hands them down (vectors README, "Cache and gas").
 *
 * A read is remembered, so a later change below is seen by iterations only, as in the SDK.
 */
export class CacheStore implements KVStore {
  readonly #parent: KVStore;
  /** Everything read or written here; undefined = known to be absent. */
  readonly #seen = new Map<Key, Value | undefined>();
  readonly #dirty = new Set<Key>();
  /** The dirty entries in order, made when the first iteration asks; what is written later waits in `#unsorted`. */
  #sorted: OrderedMap<Value | undefined> | undefined;
  readonly #unsorted = new Set<Key>();

  constructor(parent: KVStore) {
    this.#parent = parent;
  }

  get(key: Key): Value | undefined {
    const known = this.#seen.get(key);
    if (known !== undefined || this.#seen.has(key)) return known;
    assertKey(key);
    const value = this.#parent.get(key);
    this.#seen.set(key, value);
    return value;
  }

  has(key: Key): boolean {
    return this.get(key) !== undefined;
  }

  set(key: Key, value: Value): void {
    assertStored(key, value);
    this.#put(key, value);
  }

  delete(key: Key): void {
    assertKey(key);
    this.#put(key, undefined);
  }

  iterate(range: KeyRange = {}): IterableIterator<Entry> {
    assertRange(range);
    const below = this.#parent.iterate(range);
    if (this.#dirty.size === 0) return below;
    return merge(below, this.#inOrder().entries(range), range.reverse ? -1 : 1);
  }

  /** Hands the last state of every written key to the store below, in key order, and forgets all it knew. */
  write(): void {
    for (const key of [...this.#dirty].sort(compareLatin1)) {
      const value = this.#seen.get(key);
      if (value === undefined) this.#parent.delete(key);
      else this.#parent.set(key, value);
    }
    this.#seen.clear();
    this.#dirty.clear();
    this.#unsorted.clear();
    this.#sorted = undefined;
  }

  #put(key: Key, value: Value | undefined): void {
    this.#seen.set(key, value);
    this.#dirty.add(key);
    if (this.#sorted !== undefined) this.#unsorted.add(key);
  }

  #inOrder(): OrderedMap<Value | undefined> {
    const waiting = this.#sorted === undefined ? this.#dirty : this.#unsorted;
    this.#sorted ??= new OrderedMap();
    for (const key of waiting) this.#sorted.set(key, this.#seen.get(key));
    this.#unsorted.clear();
    return this.#sorted;
  }
}

/** Both sequences in one order; an entry above hides the one below, and hides it altogether when it is undefined. */
function* merge(
  below: Iterator<Entry>,
  above: Iterator<[Key, Value | undefined]>,
  direction: 1 | -1,
): IterableIterator<Entry> {
  let low = below.next();
  let high = above.next();
  while (!low.done || !high.done) {
    const order = low.done ? 1 : high.done ? -1 : compareLatin1(low.value[0], high.value[0]) * direction;
    if (order < 0) {
      yield low.value;
      low = below.next();
      continue;
    }
    if (order === 0) low = below.next();
    const [key, value] = high.value as [Key, Value | undefined];
    if (value !== undefined) yield [key, value];
    high = above.next();
  }
}
