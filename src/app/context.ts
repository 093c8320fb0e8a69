import { type GasConfig, type GasMeter, kvGasConfig } from '../store/gas.js';
import { GasStore } from '../store/gasStore.js';
import type { KVStore, StoreBranch } from '../store/kv.js';
import type { BlockInfo, Context } from '../types/context.js';
import { EventLog } from '../types/eventLog.js';
import type { ChainEvent } from '../types/events.js';

/** A context over stores as they are: what blocks, genesis and queries run in, where nobody pays for gas. */
export function openContext(block: BlockInfo, stores: StoreBranch, gas: GasMeter): Context {
  return new AppContext(block, stores, gas);
}

/** The same context with a log of its own and a meter that every use of a store is charged to. */
export function meteredContext(parent: Context, gas: GasMeter): Context {
  return new AppContext(parent.block, new MeteredStores(parent.stores, gas, kvGasConfig), gas);
}

class AppContext implements Context {
  readonly events = new EventLog();

  constructor(
    readonly block: BlockInfo,
    readonly stores: StoreBranch,
    readonly gas: GasMeter,
  ) {}

  emit(event: ChainEvent): void {
    this.events.emit(event);
  }
}

/** Stores that charge a meter. The meter stands on top of the caches, so a second read costs what the first did. */
class MeteredStores implements StoreBranch {
  readonly #inner: StoreBranch;
  readonly #gas: GasMeter;
  readonly #config: GasConfig;
  readonly #open = new Map<string, KVStore>();

  constructor(inner: StoreBranch, gas: GasMeter, config: GasConfig) {
    this.#inner = inner;
    this.#gas = gas;
    this.#config = config;
  }

  store(name: string): KVStore {
    const known = this.#open.get(name);
    if (known !== undefined) return known;
    const store = new GasStore(this.#inner.store(name), this.#gas, this.#config);
    this.#open.set(name, store);
    return store;
  }

  branch(): StoreBranch {
    return new MeteredStores(this.#inner.branch(), this.#gas, this.#config);
  }

  write(): void {
    this.#inner.write();
  }
}
