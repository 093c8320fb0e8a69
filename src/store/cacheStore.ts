import { compareLatin1 } from '../util/bytes.js';
import {
  assertKey,
  assertRange,
  assertStored,
  type Entry,
  finished,
  type Key,
  type KeyRange,
  type KVStore,
} from './kv.js';
import { OrderedMap } from './orderedMap.js';
import type { Value } from './value.js';

/** The last state of some keys; null where there is nothing. */
type Entries = Map<Key, Value | null>;
type Written = readonly [key: Key, value: Value | null];

/** So many times, looking through all that is written by now is cheaper than putting it in order. */
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
  /** The written entries in order, made for those who iterate often. */
  #sorted: OrderedMap<Value | null> | undefined;
  /** The keys that were written since. */
  #unsorted: Key[] | undefined;
  /** How many entries were looked at. */
  #scanned = 0;

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
    const above = this.#writtenIn(this.#written, range);
    return above === undefined ? below : new Merged(below, above, range.reverse ? -1 : 1);
  }

  /** Hands the last state of every written key to the store below, in key order, and forgets all it knew. */
  write(): void {
    this.#read = undefined;
    const written = this.#written;
    if (written === undefined) return;
    if (this.#parent instanceof CacheStore) this.#parent.#take(written);
    else writeInOrder(written, this.#parent);
    this.#written = undefined;
    this.#sorted = undefined;
    this.#unsorted = undefined;
    this.#scanned = 0;
  }

  /** Takes over what a cache above has written: a cache puts its keys in order itself, so here none is needed. */
  #take(written: Entries): void {
    if (this.#written === undefined) this.#written = written;
    else for (const [key, value] of written) this.#write(key, value);
  }

  #write(key: Key, value: Value | null): void {
    this.#written ??= new Map();
    this.#written.set(key, value);
    this.#unsorted?.push(key);
  }

  /** What was written in a range, in its order; undefined for nothing. */
  #writtenIn(written: Entries, range: KeyRange): Iterator<Written> | undefined {
    if (this.#sorted === undefined && this.#scanned < fewScans * written.size) {
      this.#scanned += written.size;
      const found = scan(written, range);
      return found.length === 0 ? undefined : found.values();
    }
    const waiting = this.#unsorted ?? written.keys();
    this.#sorted ??= new OrderedMap();
    for (const key of waiting) this.#sorted.set(key, written.get(key)!);
    this.#unsorted = [];
    return this.#sorted.entries(range);
  }
}

function writeInOrder(written: Entries, below: KVStore): void {
  for (const key of [...written.keys()].sort(compareLatin1)) {
    const value = written.get(key)!;
    if (value === null) below.delete(key);
    else below.set(key, value);
  }
}

/** The entries of a range in order, in the direction of the range. Cost: O(entries). */
function scan(entries: Entries, { start = '', end, reverse }: KeyRange): Written[] {
  const found: Written[] = [];
  for (const key of entries.keys()) {
    if (key >= start && (end === undefined || key < end)) found.push([key, entries.get(key)!]);
  }
  found.sort(([a], [b]) => compareLatin1(a, b));
  return reverse ? found.reverse() : found;
}

/** Both sequences in one order; an entry above hides the one below, and hides it altogether when it is null. */
class Merged implements IterableIterator<Entry> {
  readonly #below: Iterator<Entry>;
  readonly #above: Iterator<Written>;
  readonly #direction: 1 | -1;
  /** The next of each side; undefined when it has to be asked for. */
  #low: IteratorResult<Entry> | undefined;
  #high: IteratorResult<Written> | undefined;

  constructor(below: Iterator<Entry>, above: Iterator<Written>, direction: 1 | -1) {
    this.#below = below;
    this.#above = above;
    this.#direction = direction;
  }

  next(): IteratorResult<Entry> {
    for (;;) {
      this.#low ??= this.#below.next();
      this.#high ??= this.#above.next();
      const [low, high] = [this.#low, this.#high];
      const order = this.#orderOf(low, high);
      if (order <= 0) this.#low = undefined;
      if (order < 0 || high.done) return low;
      this.#high = undefined;
      const [key, value] = high.value;
      if (value !== null) return { done: false, value: [key, value] };
    }
  }

  return(): IteratorResult<Entry> {
    this.#below.return?.();
    this.#low = finished;
    this.#high = finished;
    return finished;
  }

  [Symbol.iterator](): this {
    return this;
  }

  /** Negative where the lower entry comes first, zero where the upper one hides it. */
  #orderOf(low: IteratorResult<Entry>, high: IteratorResult<Written>): number {
    if (low.done) return 1;
    return high.done ? -1 : compareLatin1(low.value[0], high.value[0]) * this.#direction;
  }
}
