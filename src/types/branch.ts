import type { StoreBranch } from '../store/kv.js';
import type { BlockInfo, BranchedContext, Context } from './context.js';
import { EventLog } from './eventLog.js';
import type { ChainEvent } from './events.js';
import type { GasMeter } from './gas.js';

/**
 * A context over private copies of the stores and events of another: `commit` hands both to it, and whoever does not
 * call `commit` leaves no trace but the gas that was used.
 */
export function branch(parent: Context): BranchedContext {
  return new Branch(parent);
}

class Branch implements BranchedContext {
  readonly block: BlockInfo;
  readonly stores: StoreBranch;
  readonly gas: GasMeter;
  readonly events = new EventLog();
  readonly #parent: Context;

  constructor(parent: Context) {
    this.block = parent.block;
    this.stores = parent.stores.branch();
    this.gas = parent.gas;
    this.#parent = parent;
  }

  emit(event: ChainEvent): void {
    this.events.emit(event);
  }

  commit(): void {
    this.stores.write();
    for (const event of this.events.all) this.#parent.emit(event);
  }
}
