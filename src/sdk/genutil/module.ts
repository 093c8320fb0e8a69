import type { SdkModule } from '../routes.js';
import { applyGenTxs, readGenTxs } from './genesis.js';

/** x/genutil: validators that come as transactions in genesis. It stores nothing; an export has no transactions left. */
export function genutilModule(): SdkModule {
  return {
    name: 'genutil',
    stores: [],
    msgs: [],
    queries: [],
    validateGenesis: (genesis) => void readGenTxs(genesis),
    initGenesis: (_ctx, keepers, genesis) => applyGenTxs(keepers, readGenTxs(genesis)),
    exportGenesis: () => ({ gen_txs: [] }),
  };
}
