import type { SdkConfig } from '../config.js';
import type { SdkModule } from '../routes.js';
import { exportBank, initBank, readBankGenesis } from './genesis.js';
import { bankMsgs } from './msgs.js';
import { bankQueries } from './queries.js';
import { bankStore } from './schema.js';

const defaults = { params: { default_send_enabled: true } };

/** x/bank: balances and supply. */
export function bankModule({ bech32Prefix }: SdkConfig): SdkModule {
  const read = (genesis: unknown) => readBankGenesis(genesis ?? defaults, bech32Prefix);
  return {
    name: 'bank',
    stores: [bankStore],
    msgs: bankMsgs,
    queries: bankQueries,
    validateGenesis: (genesis) => void read(genesis),
    initGenesis(_ctx, { bank }, genesis) {
      initBank(bank, read(genesis));
      return [];
    },
    exportGenesis: (_ctx, { bank }) => exportBank(bank),
  };
}
