import type { Context } from '../types/context.js';
import type { Neighbours } from '../types/expectedKeepers.js';
import { AuthKeeper } from './auth/keeper.js';
import { AuthzKeeper } from './authz/keeper.js';
import { BankKeeper } from './bank/keeper.js';
import { BlsKeeper } from './bls/keeper.js';
import { CircuitKeeper } from './circuit/keeper.js';
import { CollateralKeeper } from './collateral/keeper.js';
import type { SdkConfig } from './config.js';
import { DistributionKeeper } from './distribution/keeper.js';
import { FeegrantKeeper } from './feegrant/keeper.js';
import { GovKeeper } from './gov/keeper.js';
import { GroupKeeper } from './group/keeper.js';
import { SlashingKeeper } from './slashing/keeper.js';
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
  /** Here when the chain's genesis names them. */
  readonly distribution?: DistributionKeeper | undefined;
  readonly slashing?: SlashingKeeper | undefined;
  readonly circuit?: CircuitKeeper | undefined;
  readonly bls?: BlsKeeper | undefined;
}

/** Opens the SDK's keepers for a context: per message, per stage, per query. Each is made when it is first asked for. */
export function openSdk(ctx: Context, config: SdkConfig): SdkKeepers {
  const has = (module: string): boolean => config.modules.has(module);
  let auth: AuthKeeper | undefined;
  let bank: BankKeeper | undefined;
  let staking: StakingKeeper | undefined;
  let gov: GovKeeper | undefined;
  let group: GroupKeeper | undefined;
  let collateral: CollateralKeeper | undefined;
  let feegrant: FeegrantKeeper | undefined;
  let authz: AuthzKeeper | undefined;
  let distribution: DistributionKeeper | undefined;
  let slashing: SlashingKeeper | undefined;
  let circuit: CircuitKeeper | undefined;
  let bls: BlsKeeper | undefined;
  const keepers: SdkKeepers = {
    config,
    get auth() {
      auth ??= new AuthKeeper(ctx, config);
      return auth;
    },
    get bank() {
      bank ??= new BankKeeper(ctx, config, keepers.auth);
      return bank;
    },
    get staking() {
      staking ??= new StakingKeeper(ctx, config, keepers);
      return staking;
    },
    get gov() {
      gov ??= new GovKeeper(ctx, config, keepers.auth, keepers.bank, keepers.staking);
      return gov;
    },
    get group() {
      group ??= new GroupKeeper(ctx, config, keepers.auth);
      return group;
    },
    get collateral() {
      collateral ??= new CollateralKeeper(ctx, config, keepers.bank);
      return collateral;
    },
    get feegrant() {
      feegrant ??= new FeegrantKeeper(ctx, keepers.auth, keepers.bank);
      return feegrant;
    },
    get authz() {
      authz ??= new AuthzKeeper(ctx, config, keepers.auth);
      return authz;
    },
    get distribution() {
      if (has('distribution')) distribution ??= new DistributionKeeper(ctx, config, keepers);
      return distribution;
    },
    get slashing() {
      if (has('slashing')) slashing ??= new SlashingKeeper(ctx, keepers);
      return slashing;
    },
    get circuit() {
      if (has('circuit')) circuit ??= new CircuitKeeper(ctx, config);
      return circuit;
    },
    get bls() {
      if (has('bls')) bls ??= new BlsKeeper(ctx, keepers);
      return bls;
    },
  };
  return keepers;
}
