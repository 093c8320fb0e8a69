import type { SdkConfig } from '../config.js';
import type { SdkModule } from '../routes.js';
import { allocate, passOnCommunityPool } from './allocate.js';
import { exportDistribution, initDistribution, readDistributionGenesis } from './genesis.js';
import { distributionModuleName } from './keeper.js';
import { distributionMsgs } from './msgs.js';
import { distributionQueries } from './queries.js';
import { distributionStore } from './schema.js';

const defaults = { params: { community_tax: '0.02', withdraw_addr_enabled: true } };

/** x/distribution: what fees and new coins bring to validators, their delegators and the community. */
export function distributionModule({ bech32Prefix }: SdkConfig): SdkModule {
  const read = (genesis: unknown) => readDistributionGenesis(genesis ?? defaults);
  return {
    name: distributionModuleName,
    stores: [distributionStore],
    msgs: distributionMsgs(bech32Prefix),
    queries: distributionQueries,
    validateGenesis: (genesis) => void read(genesis),
    initGenesis(_ctx, { distribution }, genesis) {
      initDistribution(distribution!, read(genesis));
      return [];
    },
    exportGenesis: (_ctx, { distribution }) => exportDistribution(distribution!),
    beginBlock({ block }, { distribution }) {
      const keeper = distribution!;
      if (block.height > 1n) {
        allocate(keeper, block.lastVotes ?? []);
        if (keeper.hasExternalPool) passOnCommunityPool(keeper);
      }
      keeper.schema.previousProposer.set(block.proposer);
    },
  };
}
