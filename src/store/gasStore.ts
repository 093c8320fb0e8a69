import type { GasConfig, GasMeter } from './gas.js';
import { assertStored, type Entry, type Key, type KeyRange, type KVStore } from './kv.js';
import type { Value } from './value.js';

/** A store that charges a meter for its use (vectors README, "Cache and gas"). A charge that fails leaves no write. */
export class GasStore implements KVStore {
  readonly #parent: KVStore;
  readonly #meter: GasMeter;
  readonly #config: GasConfig;

  constructor(parent: KVStore, meter: GasMeter, config: GasConfig) {
    this.#parent = parent;
    this.#meter = meter;
    this.#config = config;
  }

  get(key: Key): Value | undefined {
    const meter = this.#meter;
    const { readFlat, readPerByte } = this.#config;
    meter.consume(readFlat, 'ReadFlat');
    const value = this.#parent.get(key);
    meter.consume(readPerByte * key.length, 'ReadPerByte');
    meter.consume(readPerByte * (value?.bytes.length ?? 0), 'ReadPerByte');
    return value;
  }

  has(key: Key): boolean {
    this.#meter.consume(this.#config.has, 'Has');
    return this.#parent.has(key);
  }

  set(key: Key, value: Value): void {
    assertStored(key, value);
    const meter = this.#meter;
    const { writeFlat, writePerByte } = this.#config;
    meter.consume(writeFlat, 'WriteFlat');
    meter.consume(writePerByte * key.length, 'WritePerByte');
    meter.consume(writePerByte * value.bytes.length, 'WritePerByte');
    this.#parent.set(key, value);
  }

  delete(key: Key): void {
    this.#meter.consume(this.#config.delete, 'Delete');
    this.#parent.delete(key);
  }

  iterate(range: KeyRange = {}): IterableIterator<Entry> {
    return new MeteredEntries(this.#parent.iterate(range), this.#meter, this.#config);
  }
}

/**
 * The entries of a range as the SDK's gas iterator charges them: opening pays for the first entry, each further step pays
 * for the entry that it leaves, and an empty range or the last step pay the flat part.
 */
class MeteredEntries implements IterableIterator<Entry> {
  readonly #entries: Iterator<Entry>;
  readonly #meter: GasMeter;
  readonly #config: GasConfig;
  #current: IteratorResult<Entry>;
  #fresh = true;

  constructor(entries: Iterator<Entry>, meter: GasMeter, config: GasConfig) {
    this.#entries = entries;
    this.#meter = meter;
    this.#config = config;
    this.#current = entries.next();
    this.#charge();
  }

  next(): IteratorResult<Entry> {
    if (this.#fresh) {
      this.#fresh = false;
    } else if (!this.#current.done) {
      this.#charge();
      this.#current = this.#entries.next();
    }
    return this.#current;
  }

  return(): IteratorResult<Entry> {
    this.#entries.return?.();
    this.#current = { done: true, value: undefined };
    return this.#current;
  }

  [Symbol.iterator](): this {
    return this;
  }

  #charge(): void {
    if (!this.#current.done) {
      const [key, value] = this.#current.value;
      this.#meter.consume(this.#config.readPerByte * key.length, 'ValuePerByte');
      this.#meter.consume(this.#config.readPerByte * value.bytes.length, 'ValuePerByte');
    }
    this.#meter.consume(this.#config.iterateFlat, 'IterNextFlat');
  }
}
