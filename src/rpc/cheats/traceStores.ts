import type { Entry, Key, KVStore, StoreBranch } from '../../store/kv.js';
import { branchOf } from '../../store/storeBranches.js';
import type { Value } from '../../store/value.js';

/** What was done with a key of a store. `value` is undefined where there is none, or none any more. */
export interface StoreUse {
  readonly store: string;
  readonly did: 'read' | 'write' | 'delete';
  readonly key: Key;
  readonly value: Value | undefined;
}

/** Stores that tell of every use. Each message reads through a cache of its own, so a key is read once by each that wants it. */
export class TraceStores implements StoreBranch {
  readonly #base: StoreBranch;
  readonly #used: (use: StoreUse) => void;
  readonly #stores = new Map<string, KVStore>();

  constructor(base: StoreBranch, used: (use: StoreUse) => void) {
    this.#base = base;
    this.#used = used;
  }

  store(name: string): KVStore {
    const known = this.#stores.get(name);
    if (known !== undefined) return known;
    const store = tracedStore(this.#base.store(name), name, this.#used);
    this.#stores.set(name, store);
    return store;
  }

  branch(): StoreBranch {
    return branchOf(this);
  }

  write(): void {
    this.#base.write();
  }
}

function tracedStore(inner: KVStore, store: string, used: (use: StoreUse) => void): KVStore {
  const read = (key: Key): Value | undefined => {
    const value = inner.get(key);
    used({ store, did: 'read', key, value });
    return value;
  };
  function* told(entries: Iterable<Entry>): IterableIterator<Entry> {
    for (const entry of entries) {
      used({ store, did: 'read', key: entry[0], value: entry[1] });
      yield entry;
    }
  }
  return {
    get: read,
    has: (key) => read(key) !== undefined,
    // Begun at once: an iteration does not see what is written after it was asked for.
    iterate: (range) => told(inner.iterate(range)),
    set(key, value) {
      inner.set(key, value);
      used({ store, did: 'write', key, value });
    },
    delete(key) {
      inner.delete(key);
      used({ store, did: 'delete', key, value: undefined });
    },
  };
}
