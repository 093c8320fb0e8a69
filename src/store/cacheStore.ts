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
  /** What was read or written here. Made when there is something, because most caches live for one message. */
  #known: Entries | undefined;
  /** The keys that were written here, some of them perhaps more than once. */
  #written: Key[] | undefined;
  /** The written entries in order, made for those who iterate often. */
  #sorted: OrderedMap<Value | null> | undefined;
  /** How many of the written keys stand there. */
  #sortedKeys = 0;
  /** How many keys were looked at while they were in no order. */
  #scanned = 0;

  constructor(parent: KVStore) {
    this.#parent = parent;
  }

  get(key: Key): Value | undefined {
    const known = this.#known?.get(key);
    if (known !== undefined) return known ?? undefined;
    assertKey(key);
    const value = this.#parent.get(key);
    // A cache below remembers it as well, and nobody writes there while this one is open.
    if (this.#parent instanceof CacheStore) return value;
    this.#known ??= new Map();
    this.#known.set(key, value ?? null);
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
    const above = this.#writtenIn(this.#known!, this.#written, range);
    return above === undefined ? below : new Merged(below, above, range.reverse ? -1 : 1);
  }

  /** Hands the last state of every written key to the store below, in key order, and forgets all it knew. */
  write(): void {
    const known = this.#known;
    const written = this.#written;
    this.#known = undefined;
    if (written === undefined) return;
    if (this.#parent instanceof CacheStore) this.#parent.#take(known!, written);
    else writeInOrder(known!, written, this.#parent);
    this.#written = undefined;
    this.#sorted = undefined;
    this.#sortedKeys = 0;
    this.#scanned = 0;
  }

  /** Takes over what a cache above has written: a cache puts its keys in order itself, so here none is needed. */
  #take(known: Entries, written: readonly Key[]): void {
    for (const key of written) this.#write(key, known.get(key)!);
  }

  #write(key: Key, value: Value | null): void {
    this.#known ??= new Map();
    this.#known.set(key, value);
    // A message mostly writes one key: a list begins with room for no more.
    if (this.#written === undefined) this.#written = [key];
    else this.#written.push(key);
  }

  /** What was written in a range, in its order; undefined for nothing. */
  #writtenIn(known: Entries, written: readonly Key[], range: KeyRange): Iterator<Written> | undefined {
    if (this.#sorted === undefined && this.#scanned < fewScans * written.length) {
      this.#scanned += written.length;
      const found = scan(known, written, range);
      return found.length === 0 ? undefined : found.values();
    }
    this.#sorted ??= new OrderedMap();
    while (this.#sortedKeys < written.length) {
      const key = written[this.#sortedKeys++]!;
      this.#sorted.set(key, known.get(key)!);
    }
    return this.#sorted.entries(range);
  }
}

function writeInOrder(known: Entries, keys: Key[], below: KVStore): void {
  let last: Key | undefined;
  for (const key of keys.sort(compareLatin1)) {
    if (key === last) continue;
    last = key;
    const value = known.get(key)!;
    if (value === null) below.delete(key);
    else below.set(key, value);
  }
}

/** The entries of a range in order, in the direction of the range. Cost: O(written keys). */
function scan(known: Entries, written: readonly Key[], { start = '', end, reverse }: KeyRange): Written[] {
  const keys = written.filter((key) => key >= start && (end === undefined || key < end)).sort(compareLatin1);
  const found: Written[] = [];
  for (const key of keys) if (key !== found.at(-1)?.[0]) found.push([key, known.get(key)!]);
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
      const low = this.#low;
      const high = this.#high;
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
