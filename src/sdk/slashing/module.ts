import type { SdkConfig } from '../config.js';
import type { SdkModule } from '../routes.js';
import { exportSlashing, initSlashing, readSlashingGenesis } from './genesis.js';
import { countVotes } from './liveness.js';
import { slashingMsgs } from './msgs.js';
import { slashingQueries } from './queries.js';
import { slashingStore } from './schema.js';

const defaults = {
  params: {
    signed_blocks_window: '100',
    min_signed_per_window: '0.5',
    downtime_jail_duration: '600s',
    slash_fraction_double_sign: '0.05',
    slash_fraction_downtime: '0.01',
  },
};

/** x/slashing: counts who signs blocks, and punishes who does not. */
export function slashingModule({ bech32Prefix }: SdkConfig): SdkModule {
  const read = (genesis: unknown) => readSlashingGenesis(genesis ?? defaults);
  return {
    name: 'slashing',
    stores: [slashingStore],
    msgs: slashingMsgs(bech32Prefix),
    queries: slashingQueries,
    validateGenesis: (genesis) => void read(genesis),
    initGenesis(_ctx, { slashing }, genesis) {
      initSlashing(slashing!, read(genesis));
      return [];
    },
    exportGenesis: (_ctx, { slashing }) => exportSlashing(slashing!),
    beginBlock: ({ block }, { slashing }) => countVotes(slashing!, block.lastVotes ?? []),
  };
}
