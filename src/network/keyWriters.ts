import { LedgerStores } from '../app/replay/ledger.js';
import { Writers } from '../app/replay/writers.js';
import { profileOf } from '../node/openChain.js';
import type { Key } from '../store/kv.js';
import { openSimulation, type SimulationOptions } from './simulation.js';

/** Which part of which block gave a key its state. */
export interface KeyWriter {
  readonly height: bigint;
  /** For example `end of inference`, `inference, EndOfPoCValidation`, `transaction 3, inference.inference.MsgClaimRewards`. */
  readonly writer: string;
}

/** Asked by store and key. */
export type WritersOfKeys = (store: string, key: Key) => KeyWriter | undefined;

/**
 * Who wrote last to each key in the blocks `from` to `to`, both included: the run is made again in memory, from its genesis
 * until there. Cost: O(blocks until there).
 */
export async function keyWriters(
  options: Omit<SimulationOptions, 'backend' | 'watch'>,
  { from, to }: { readonly from: bigint; readonly to: bigint },
): Promise<WritersOfKeys> {
  const writers = new Writers();
  const known = new Map<string, Map<Key, KeyWriter>>();
  const simulation = await openSimulation({
    ...options,
    profile: writers.profile(profileOf(options)),
    watch: {
      modules: (all) => all.map((module) => writers.module(module)),
      transaction: writers.transaction,
      stores: (base) =>
        new LedgerStores(base, writers.current, (below, ledger) => {
          const height = nextHeight();
          for (const [name, writes] of ledger) {
            const store = below.store(name);
            const keys = known.get(name) ?? new Map<Key, KeyWriter>();
            known.set(name, keys);
            for (const [key, { value, writer }] of writes) {
              if (value) store.set(key, value);
              else store.delete(key);
              if (height >= from) keys.set(key, { height, writer });
            }
          }
          below.write();
        }),
    },
  });
  const nextHeight = (): bigint => (simulation.height === 0n ? options.genesis.initialHeight : simulation.height + 1n);
  while (simulation.height < to) simulation.nextBlock();
  return (store, key) => known.get(store)?.get(key);
}
