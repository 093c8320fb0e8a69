import type { SdkConfig } from '../config.js';
import type { SdkModule } from '../routes.js';
import { exportAuthz, initAuthz, readAuthzGenesis } from './genesis.js';
import { authzMsgs } from './msgs.js';
import { authzQueries } from './queries.js';
import { authzStore } from './schema.js';

/** x/authz: accounts that may send messages for others. */
export function authzModule({ bech32Prefix }: SdkConfig): SdkModule {
  return {
    name: 'authz',
    stores: [authzStore],
    msgs: authzMsgs,
    queries: authzQueries,
    validateGenesis: (genesis) => void readAuthzGenesis(genesis, bech32Prefix),
    initGenesis({ block }, { authz }, genesis) {
      initAuthz(authz, readAuthzGenesis(genesis, bech32Prefix), block.time);
      return [];
    },
    exportGenesis: (_ctx, { authz }) => exportAuthz(authz),
    beginBlock: (_ctx, { authz }) => authz.removeExpired(),
  };
}
