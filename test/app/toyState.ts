import { openContext } from '../../src/app/context.js';
import { infiniteGasMeter } from '../../src/store/gas.js';
import { MemoryStore } from '../../src/store/memoryStore.js';
import { branchOf } from '../../src/store/storeBranches.js';
import type { Context } from '../../src/types/context.js';
import { openToyKeepers } from './toy.js';

/** A block's context over two stores in memory, with balances. */
export function toyBlock(balances: Readonly<Record<string, bigint>> = {}): Context {
  const stores: Readonly<Record<string, MemoryStore>> = { bank: new MemoryStore(), clock: new MemoryStore() };
  const block = {
    chainId: 'toy-1',
    height: 7n,
    time: 1_000_000_000n,
    proposer: new Uint8Array(0),
    previousAppHash: new Uint8Array(32),
  };
  const ctx = openContext(block, branchOf({ store: (name) => stores[name]! }), infiniteGasMeter());
  for (const [address, amount] of Object.entries(balances)) openToyKeepers(ctx).balances.set(address, amount);
  return ctx;
}

/** All balances of a context, as `a=1 b=2`. */
export function shown(ctx: Context): string {
  return [...openToyKeepers(ctx).balances.entries()].map(([address, amount]) => `${address}=${amount}`).join(' ');
}
