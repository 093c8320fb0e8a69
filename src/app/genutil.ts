import { genesisError } from '../sdk/json.js';
import type { SdkKeepers } from '../sdk/keepers.js';
import { applyValidatorSet } from '../sdk/staking/validatorUpdates.js';
import type { Context } from '../types/context.js';
import type { AppModule } from '../types/module.js';
import { genTxBytes } from './genTxJson.js';
import type { TxResult } from './txResult.js';

/** Runs a transaction in a genesis context. */
export type DeliverGenTx = (ctx: Context, bytes: Uint8Array) => TxResult;

/**
 * x/genutil: the transactions of genesis, by which a network's first validators create themselves.
 *
 * They go through the same door as all others, after the genesis of the modules that they write to. One that fails is an
 * invalid genesis. They are not exported: what they did is in the state of the other modules.
 */
export function genutil(deliver: DeliverGenTx): AppModule<SdkKeepers> {
  return {
    name: 'genutil',
    stores: [],
    msgs: [],
    queries: [],
    validateGenesis: (genesis) => void genTxsOf(genesis),
    initGenesis(ctx, { staking }, genesis) {
      const txs = genTxsOf(genesis);
      for (const [index, bytes] of txs.entries()) {
        const { code, log } = deliver(ctx, bytes);
        if (code !== 0) throw genesisError(pathOf(index), log);
      }
      return txs.length === 0 ? [] : applyValidatorSet(staking);
    },
    exportGenesis: () => ({ gen_txs: [] }),
  };
}

const pathOf = (index: number): string => `genutil.gen_txs[${index}]`;

function genTxsOf(genesis: unknown): Uint8Array[] {
  const { gen_txs: txs = [] } = (genesis ?? {}) as { readonly gen_txs?: unknown };
  if (!Array.isArray(txs ?? [])) throw genesisError('genutil.gen_txs', 'a list expected');
  return ((txs ?? []) as unknown[]).map((tx, index) => genTxBytes(tx, pathOf(index)));
}
