import { addressesOf } from '../addresses.js';
import type { SdkConfig } from '../config.js';
import type { SdkModule } from '../routes.js';
import { type AuthGenesis, exportAuth, initAuth, readAuthGenesis } from './genesis.js';
import { authMsgs } from './msgs.js';
import { authQueries } from './queries.js';
import { authStore } from './schema.js';

const defaults = {
  params: {
    max_memo_characters: '256',
    tx_sig_limit: '7',
    tx_size_cost_per_byte: '10',
    sig_verify_cost_ed25519: '590',
    sig_verify_cost_secp256k1: '1000',
  },
};

/** x/auth: accounts and their numbers. */
export function authModule({ bech32Prefix }: SdkConfig): SdkModule {
  const addresses = addressesOf(bech32Prefix);
  const read = (genesis: unknown): AuthGenesis =>
    readAuthGenesis(genesis ?? defaults, bech32Prefix, (name) => addresses.module(name));
  return {
    name: 'auth',
    stores: [authStore],
    msgs: authMsgs,
    queries: authQueries,
    validateGenesis: (genesis) => void read(genesis),
    initGenesis(_ctx, { auth }, genesis) {
      initAuth(auth, read(genesis));
      return [];
    },
    exportGenesis: (_ctx, { auth }) => exportAuth(auth),
    beginBlock: ({ block }, { auth }) => auth.removeExpiredNonces(block.time),
  };
}
