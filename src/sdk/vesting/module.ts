import { genesisError } from '../json.js';
import type { SdkModule } from '../routes.js';
import { vestingMsgs } from './msgs.js';

/** x/auth's vesting: accounts whose coins come free over time. It stores nothing of its own; the accounts are x/auth's. */
export function vestingModule(): SdkModule {
  return {
    name: 'vesting',
    stores: [],
    msgs: vestingMsgs,
    queries: [],
    validateGenesis(genesis) {
      const [stranger] = Object.keys(genesis ?? {});
      if (stranger !== undefined) throw genesisError(`vesting.${stranger}`, 'unknown field');
    },
    initGenesis: () => [],
    exportGenesis: () => ({}),
  };
}
