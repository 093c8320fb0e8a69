import { CacheStore } from './cacheStore.js';
import { type GasMeter, kvGasConfig, transientGasConfig } from './gas.js';
import { GasStore } from './gasStore.js';
import type { KVStore, StoreBranch, StoreView } from './kv.js';

/** Private copies of all stores of a view; each is made when it is first asked for. */
export function branchOf(view: StoreView): StoreBranch {
  return new CachedStores(view);
}

/** Stores by name. Most branches live for one message, and its one store needs no map. */
abstract class LazyStores<S extends KVStore> {
  #firstName: string | undefined;
  #first: S | undefined;
  #others: Map<string, S> | undefined;

  protected abstract open(name: string): S;

  store(name: string): S {
    if (name === this.#firstName) return this.#first!;
    const known = this.#others?.get(name);
    return known ?? this.#keep(name, this.open(name));
  }

  protected forEach(use: (store: S) => void): void {
    if (this.#first !== undefined) use(this.#first);
    this.#others?.forEach(use);
  }

  #keep(name: string, store: S): S {
    if (this.#first === undefined) {
      this.#firstName = name;
      this.#first = store;
    } else {
      this.#others ??= new Map();
      this.#others.set(name, store);
    }
    return store;
  }
}

class CachedStores extends LazyStores<CacheStore> implements StoreBranch {
  readonly #below: StoreView;

  constructor(below: StoreView) {
    super();
    this.#below = below;
  }

  protected override open(name: string): CacheStore {
    return new CacheStore(this.#below.store(name));
  }

  branch(): StoreBranch {
    return new CachedStores(this);
  }

  write(): void {
    this.forEach(writeDown);
  }
}

/** The same stores, whose use a meter pays for; branches pay the same meter. Transient stores have prices of their own. */
export function meteredBranch(inner: StoreBranch, meter: GasMeter, transient?: ReadonlySet<string>): StoreBranch {
  return new MeteredStores(inner, meter, transient);
}

const writeDown = (cache: CacheStore): void => cache.write();

class MeteredStores extends LazyStores<GasStore> implements StoreBranch {
  readonly #inner: StoreBranch;
  readonly #meter: GasMeter;
  readonly #transient: ReadonlySet<string> | undefined;

  constructor(inner: StoreBranch, meter: GasMeter, transient: ReadonlySet<string> | undefined) {
    super();
    this.#inner = inner;
    this.#meter = meter;
    this.#transient = transient;
  }

  protected override open(name: string): GasStore {
    const config = this.#transient?.has(name) ? transientGasConfig : kvGasConfig;
    return new GasStore(this.#inner.store(name), this.#meter, config);
  }

  branch(): StoreBranch {
    return new MeteredStores(this.#inner.branch(), this.#meter, this.#transient);
  }

  write(): void {
    this.#inner.write();
  }
}
