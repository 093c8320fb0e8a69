import type { SdkConfig } from '../config.js';
import type { SdkModule } from '../routes.js';
import { exportFeegrant, initFeegrant, readFeegrantGenesis } from './genesis.js';
import { feegrantMsgs } from './msgs.js';
import { feegrantQueries } from './queries.js';
import { feegrantStore } from './schema.js';

/** Most allowances that one block forgets. */
const forgottenPerBlock = 200;

/** x/feegrant: accounts that pay the fees of others. */
export function feegrantModule({ bech32Prefix }: SdkConfig): SdkModule {
  return {
    name: 'feegrant',
    stores: [feegrantStore],
    msgs: feegrantMsgs,
    queries: feegrantQueries,
    validateGenesis: (genesis) => void readFeegrantGenesis(genesis, bech32Prefix),
    initGenesis(_ctx, { feegrant }, genesis) {
      initFeegrant(feegrant, readFeegrantGenesis(genesis, bech32Prefix));
      return [];
    },
    exportGenesis: (_ctx, { feegrant }) => exportFeegrant(feegrant),
    endBlock(_ctx, { feegrant }) {
      feegrant.removeExpired(forgottenPerBlock);
      return [];
    },
  };
}
