import { authModule } from './auth/module.js';
import { authzModule } from './authz/module.js';
import { bankModule } from './bank/module.js';
import { collateralModule } from './collateral/module.js';
import type { SdkConfig } from './config.js';
import { feegrantModule } from './feegrant/module.js';
import { genutilModule } from './genutil/module.js';
import { govModule } from './gov/module.js';
import { groupModule } from './group/module.js';
import type { SdkModule } from './routes.js';
import { stakingModule } from './staking/module.js';

/**
 * The SDK's part of the chain, in the order of genesis: accounts before coins, coins before what counts them, and genesis
 * transactions last. At a block's end gov comes first, then staking, feegrant, group and collateral (reference, section 14).
 */
export const sdkModules = (config: SdkConfig): readonly SdkModule[] => [
  authModule(config),
  bankModule(config),
  stakingModule(config),
  govModule(config),
  authzModule(config),
  feegrantModule(config),
  groupModule(config),
  collateralModule(config),
  genutilModule(),
];
