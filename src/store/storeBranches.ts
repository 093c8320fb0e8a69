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
  readonly #caches = new Map<string, CacheStore>();

  constructor(below: StoreView) {
    this.#below = below;
  }

  store(name: string): KVStore {
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
    for (const cache of this.#caches.values()) cache.write();
  }
}

/** The same stores, whose use a meter pays for; branches pay the same meter. Transient stores have prices of their own. */
export function meteredBranch(inner: StoreBranch, meter: GasMeter, transient?: ReadonlySet<string>): StoreBranch {
  const stores = new Map<string, GasStore>();
  return {
    store(name) {
      const known = stores.get(name);
      if (known !== undefined) return known;
      const config = transient?.has(name) ? transientGasConfig : kvGasConfig;
      const metered = new GasStore(inner.store(name), meter, config);
      stores.set(name, metered);
      return metered;
    },
    branch: () => meteredBranch(inner.branch(), meter, transient),
    write: () => inner.write(),
  };
}
