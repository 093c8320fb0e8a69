import { addressComplaint } from '../../types/address.js';
import type { SdkConfig } from '../config.js';
import type { SdkModule } from '../routes.js';
import { exportCollateral, initCollateral, readCollateralGenesis } from './genesis.js';
import { collateralMsgs } from './msgs.js';
import { collateralQueries } from './queries.js';
import { collateralStore } from './schema.js';

const defaults = { params: { unbonding_period_epochs: '1' } };

/** The chain's own x/collateral: deposits that participants risk. Its epochs are advanced by inference. */
export function collateralModule({ bech32Prefix }: SdkConfig): SdkModule {
  const read = (genesis: unknown) =>
    readCollateralGenesis(genesis ?? defaults, (address) => addressComplaint(address, bech32Prefix));
  return {
    name: 'collateral',
    stores: [collateralStore],
    msgs: collateralMsgs,
    queries: collateralQueries,
    validateGenesis: (genesis) => void read(genesis),
    initGenesis(_ctx, { collateral }, genesis) {
      initCollateral(collateral, read(genesis));
      return [];
    },
    exportGenesis: (_ctx, { collateral }) => exportCollateral(collateral),
  };
}
