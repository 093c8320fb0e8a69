import { compareLatin1 } from '../util/bytes.js';
import { assertKey, assertRange, assertStored, type Entry, type Key, type KeyRange, type KVStore } from './kv.js';
import { OrderedMap } from './orderedMap.js';
import type { Value } from './value.js';

/** The last state of some keys; null where there is nothing. */
type Entries = Map<Key, Value | null>;

/** So many times, looking through all that was written is cheaper than putting it in order. */
const fewScans = 8;

/**
 * A branch over a store: writes stay private until `write` hands them down (vectors README, "Cache and gas").
 *
 * A read is remembered, so a later change below is seen by iterations only, as in the SDK.
 */
export class CacheStore implements KVStore {
  readonly #parent: KVStore;
  /** What was read here; null = known to be absent. Made when there is something, because most caches live for one message. */
  #read: Entries | undefined;
  /** What was written here; null = deleted. */
  #written: Entries | undefined;
  /** The written entries in order, made for those who iterate often; what is written later waits in `#unsorted`. */
  #sorted: OrderedMap<Value | null> | undefined;
  #unsorted: Key[] = [];
  #scans = 0;

  constructor(parent: KVStore) {
    this.#parent = parent;
  }

  get(key: Key): Value | undefined {
    const written = this.#written?.get(key);
    if (written !== undefined) return written ?? undefined;
    const known = this.#read?.get(key);
    if (known !== undefined) return known ?? undefined;
    assertKey(key);
    const value = this.#parent.get(key);
    this.#read ??= new Map();
    this.#read.set(key, value ?? null);
    return value;
  }

  has(key: Key): boolean {
    return this.get(key) !== undefined;
  }

  set(key: Key, value: Value): void {
    assertStored(key, value);
    this.#write(key, value);
  }

  delete(key: Key): void {
    assertKey(key);
    this.#write(key, null);
  }

  iterate(range: KeyRange = {}): IterableIterator<Entry> {
    assertRange(range);
    const below = this.#parent.iterate(range);
    if (this.#written === undefined) return below;
    return merge(below, this.#writtenIn(this.#written, range), range.reverse ? -1 : 1);
  }

  /** Hands the last state of every written key to the store below, in key order, and forgets all it knew. */
  write(): void {
    const written = this.#written;
    if (written !== undefined) {
      for (const key of [...written.keys()].sort(compareLatin1)) {
        const value = written.get(key)!;
        if (value === null) this.#parent.delete(key);
        else this.#parent.set(key, value);
      }
    }
    this.#read = undefined;
    this.#written = undefined;
    this.#sorted = undefined;
    this.#unsorted = [];
    this.#scans = 0;
  }

  #write(key: Key, value: Value | null): void {
    this.#written ??= new Map();
    this.#written.set(key, value);
    if (this.#sorted !== undefined) this.#unsorted.push(key);
  }

  #writtenIn(written: Entries, range: KeyRange): Iterator<[Key, Value | null]> {
    if (this.#sorted === undefined && this.#scans < fewScans) {
      this.#scans += 1;
      return scan(written, range).values();
    }
    const waiting = this.#sorted === undefined ? written.keys() : this.#unsorted;
    this.#sorted ??= new OrderedMap();
    for (const key of waiting) this.#sorted.set(key, written.get(key)!);
    this.#unsorted = [];
    return this.#sorted.entries(range);
  }
}

/** The entries of a range in order, in the direction of the range. Cost: O(entries). */
function scan(entries: Entries, { start = '', end, reverse }: KeyRange): [Key, Value | null][] {
  const found: [Key, Value | null][] = [];
  for (const entry of entries) if (entry[0] >= start && (end === undefined || entry[0] < end)) found.push(entry);
  found.sort(([a], [b]) => compareLatin1(a, b));
  return reverse ? found.reverse() : found;
}

/** Both sequences in one order; an entry above hides the one below, and hides it altogether when it is null. */
function* merge(
  below: Iterator<Entry>,
  above: Iterator<[Key, Value | null]>,
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
    const [key, value] = high.value as [Key, Value | null];
    if (value !== null) yield [key, value];
    high = above.next();
  }
}
