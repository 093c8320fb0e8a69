import type { Context } from '../types/context.js';
import type { Neighbours } from '../types/expectedKeepers.js';
import { AuthKeeper } from './auth/keeper.js';
import { AuthzKeeper } from './authz/keeper.js';
import { BankKeeper } from './bank/keeper.js';
import { CollateralKeeper } from './collateral/keeper.js';
import type { SdkConfig } from './config.js';
import { FeegrantKeeper } from './feegrant/keeper.js';
import { GovKeeper } from './gov/keeper.js';
import { GroupKeeper } from './group/keeper.js';
import { StakingKeeper } from './staking/keeper.js';

/** The keepers of the SDK's part of the chain, all bound to one context. */
export interface SdkKeepers extends Neighbours {
  readonly config: SdkConfig;
  readonly auth: AuthKeeper;
  readonly bank: BankKeeper;
  readonly staking: StakingKeeper;
  readonly gov: GovKeeper;
  readonly group: GroupKeeper;
  readonly collateral: CollateralKeeper;
  readonly feegrant: FeegrantKeeper;
  readonly authz: AuthzKeeper;
}

/** Opens the SDK's keepers for a context: per message, per stage, per query. Cheap; nothing is read. */
export function openSdk(ctx: Context, config: SdkConfig): SdkKeepers {
  const auth = new AuthKeeper(ctx, config);
  const bank = new BankKeeper(ctx, config, auth);
  const collateral = new CollateralKeeper(ctx, config, bank);
  const staking = new StakingKeeper(ctx, config, collateral);
  const gov = new GovKeeper(ctx, config, bank, staking);
  const group = new GroupKeeper(ctx, config, auth);
  const feegrant = new FeegrantKeeper(ctx, auth, bank);
  const authz = new AuthzKeeper(ctx, config, auth);
  return { config, auth, bank, staking, gov, group, collateral, feegrant, authz };
}
