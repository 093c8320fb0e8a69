import type { SdkConfig } from '../config.js';
import type { SdkModule } from '../routes.js';
import { endProposals } from './endBlock.js';
import { exportGov, initGov, readGovGenesis } from './genesis.js';
import { govMsgs } from './msgs.js';
import { govQueries } from './queries.js';
import { govStore } from './schema.js';

/** x/gov: proposals that carry messages, decided by bonded power. */
export function govModule({ denom }: SdkConfig): SdkModule {
  const defaults = {
    starting_proposal_id: '1',
    params: {
      min_deposit: [{ denom, amount: '10000000' }],
      max_deposit_period: '172800s',
      voting_period: '172800s',
      quorum: '0.334000000000000000',
      threshold: '0.500000000000000000',
      veto_threshold: '0.334000000000000000',
      min_initial_deposit_ratio: '0.000000000000000000',
      proposal_cancel_ratio: '0.500000000000000000',
      expedited_voting_period: '86400s',
      expedited_threshold: '0.667000000000000000',
      expedited_min_deposit: [{ denom, amount: '50000000' }],
      burn_vote_veto: true,
      min_deposit_ratio: '0.010000000000000000',
    },
  };
  const read = (genesis: unknown) => readGovGenesis(genesis ?? defaults);
  return {
    name: 'gov',
    stores: [govStore],
    msgs: govMsgs,
    queries: govQueries,
    validateGenesis: (genesis) => void read(genesis),
    initGenesis(_ctx, { auth, gov }, genesis) {
      initGov(gov, auth, read(genesis));
      return [];
    },
    exportGenesis: (_ctx, { gov }) => exportGov(gov),
    endBlock(_ctx, { gov }) {
      endProposals(gov);
      return [];
    },
  };
}
