import type { SdkModule } from '../routes.js';
import { countTx } from '../wasm/module.js';
import { applyGenTxs, readGenTxs } from './genesis.js';

/** x/genutil: validators that come as transactions in genesis. It stores nothing; an export has no transactions left. */
export function genutilModule(): SdkModule {
  return {
    name: 'genutil',
    stores: [],
    msgs: [],
    queries: [],
    validateGenesis: (genesis) => void readGenTxs(genesis),
    initGenesis(ctx, keepers, genesis) {
      const genTxs = readGenTxs(genesis);
      if (keepers.config.modules.has('wasm')) for (const _tx of genTxs) countTx(ctx);
      return applyGenTxs(keepers, genTxs);
    },
    exportGenesis: () => ({ gen_txs: [] }),
  };
}
