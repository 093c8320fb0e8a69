import { authModule } from './auth/module.js';
import { authzModule } from './authz/module.js';
import { bankModule } from './bank/module.js';
import { blsModule } from './bls/module.js';
import { bookkeeperModule } from './bookkeeper/module.js';
import { circuitModule } from './circuit/module.js';
import { collateralModule } from './collateral/module.js';
import type { SdkConfig } from './config.js';
import { consensusModule } from './consensus/module.js';
import { crisisModule } from './crisis/module.js';
import { distributionModule } from './distribution/module.js';
import { epochsModule } from './epochs/module.js';
import { evidenceModule } from './evidence/module.js';
import { feegrantModule } from './feegrant/module.js';
import { genesisTransferModule } from './genesistransfer/module.js';
import { genutilModule } from './genutil/module.js';
import { govModule } from './gov/module.js';
import { groupModule } from './group/module.js';
import { capabilityModule } from './ibc/capability.js';
import { interchainAccountsModule } from './ibc/interchainAccounts.js';
import { ibcModule } from './ibc/module.js';
import { relayFeesModule } from './ibc/relayFees.js';
import { transferModule } from './ibc/transfer.js';
import { mintModule } from './mint/module.js';
import { nftModule } from './nft/module.js';
import { paramsModule } from './params/module.js';
import { protocolpoolModule } from './protocolpool/module.js';
import { restrictionsModule } from './restrictions/module.js';
import type { SdkModule } from './routes.js';
import { slashingModule } from './slashing/module.js';
import { stakingModule } from './staking/module.js';
import { streamVestingModule } from './streamvesting/module.js';
import { upgradeModule } from './upgrade/module.js';
import { vestingModule } from './vesting/module.js';
import { wasmModule } from './wasm/module.js';

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
    crisisModule(),
    evidenceModule(),
    nftModule(),
    consensusModule(),
    paramsModule(),
    upgradeModule(),
    circuitModule(),
    epochsModule(),
    protocolpoolModule(config),
    capabilityModule(),
    ibcModule(),
    transferModule(),
    interchainAccountsModule(),
    relayFeesModule(),
    blsModule(),
    bookkeeperModule(),
    genesisTransferModule(),
    streamVestingModule(),
    restrictionsModule(),
    wasmModule(),
    genutilModule(),
  ].filter(({ name }) => config.modules.has(name));
