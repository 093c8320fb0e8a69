import { CacheStore } from './cacheStore.js';
import { type GasMeter, kvGasConfig, transientGasConfig } from './gas.js';
import { GasStore } from './gasStore.js';
import type { KVStore, StoreBranch, StoreView } from './kv.js';

/** Private copies of all stores of a view; each is made when it is first asked for. */
export function branchOf(view: StoreView): StoreBranch {
  return new CachedStores(view);
}

class CachedStores implements StoreBranch {
  readonly #below: StoreView;
  #caches: Map<string, CacheStore> | undefined;

  constructor(below: StoreView) {
    this.#below = below;
  }

  store(name: string): KVStore {
    this.#caches ??= new Map();
    const known = this.#caches.get(name);
    if (known !== undefined) return known;
    const cache = new CacheStore(this.#below.store(name));
    this.#caches.set(name, cache);
    return cache;
  }

  branch(): StoreBranch {
    return new CachedStores(this);
  }

  write(): void {
    if (this.#caches !== undefined) for (const cache of this.#caches.values()) cache.write();
  }
}

/** The same stores, whose use a meter pays for; branches pay the same meter. Transient stores have prices of their own. */
export function meteredBranch(inner: StoreBranch, meter: GasMeter, transient?: ReadonlySet<string>): StoreBranch {
  return new MeteredStores(inner, meter, transient);
}

class MeteredStores implements StoreBranch {
  readonly #inner: StoreBranch;
  readonly #meter: GasMeter;
  readonly #transient: ReadonlySet<string> | undefined;
  #stores: Map<string, GasStore> | undefined;

  constructor(inner: StoreBranch, meter: GasMeter, transient: ReadonlySet<string> | undefined) {
    this.#inner = inner;
    this.#meter = meter;
    this.#transient = transient;
  }

  store(name: string): KVStore {
    this.#stores ??= new Map();
    const known = this.#stores.get(name);
    if (known !== undefined) return known;
    const config = this.#transient?.has(name) ? transientGasConfig : kvGasConfig;
    const metered = new GasStore(this.#inner.store(name), this.#meter, config);
    this.#stores.set(name, metered);
    return metered;
  }

  branch(): StoreBranch {
    return new MeteredStores(this.#inner.branch(), this.#meter, this.#transient);
  }

  write(): void {
    this.#inner.write();
  }
}
