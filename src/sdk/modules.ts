import { authModule } from './auth/module.js';
import { authzModule } from './authz/module.js';
import { bankModule } from './bank/module.js';
import { collateralModule } from './collateral/module.js';
import type { SdkConfig } from './config.js';
import { distributionModule } from './distribution/module.js';
import { feegrantModule } from './feegrant/module.js';
import { genutilModule } from './genutil/module.js';
import { govModule } from './gov/module.js';
import { groupModule } from './group/module.js';
import { mintModule } from './mint/module.js';
import type { SdkModule } from './routes.js';
import { slashingModule } from './slashing/module.js';
import { stakingModule } from './staking/module.js';
import { vestingModule } from './vesting/module.js';

/**
 * The SDK's part of the chain, as far as its genesis names it, in the order of genesis: accounts before coins, coins before
 * what counts them, and genesis transactions after all that they touch.
 */
export const sdkModules = (config: SdkConfig): readonly SdkModule[] =>
  [
    authModule(config),
    bankModule(config),
    distributionModule(config),
    stakingModule(config),
    slashingModule(config),
    govModule(config),
    mintModule(config),
    authzModule(config),
    feegrantModule(config),
    groupModule(config),
    collateralModule(config),
    vestingModule(),
    genutilModule(),
  ].filter(({ name }) => config.modules.has(name));
