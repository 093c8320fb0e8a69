import type { GasMeter } from '../store/gas.js';
import type { StoreBranch } from '../store/kv.js';
import { meteredBranch } from '../store/storeBranches.js';
import type { BlockInfo, Context } from '../types/context.js';
import { EventLog } from '../types/eventLog.js';
import type { ChainEvent } from '../types/events.js';

/** A context for reading and its keepers. What is written through them is lost. */
export interface AppView<K> {
  readonly ctx: Context;
  readonly keepers: K;
}

/** A context over stores as they are: what blocks, genesis and queries run in, where nobody pays for gas. */
export function openContext(block: BlockInfo, stores: StoreBranch, gas: GasMeter): Context {
  return new AppContext(block, stores, gas);
}

/** A branch of a block in which a meter pays for every use of a store; its stores are written down when all went well. */
export function meteredContext({ block, stores }: Context, gas: GasMeter): Context {
  return new AppContext(block, meteredBranch(stores.branch(), gas), gas);
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
