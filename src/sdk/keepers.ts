import type { Context } from '../types/context.js';
import type { Neighbours } from '../types/expectedKeepers.js';
import { AuthKeeper } from './auth/keeper.js';
import { AuthzKeeper } from './authz/keeper.js';
import { BankKeeper } from './bank/keeper.js';
import { BlsKeeper } from './bls/keeper.js';
import { CircuitKeeper } from './circuit/keeper.js';
import { CollateralKeeper } from './collateral/keeper.js';
import type { SdkConfig } from './config.js';
import { distributionListener } from './distribution/hooks.js';
import { DistributionKeeper } from './distribution/keeper.js';
import { FeegrantKeeper } from './feegrant/keeper.js';
import { GovKeeper } from './gov/keeper.js';
import { GroupKeeper } from './group/keeper.js';
import { SlashingKeeper } from './slashing/keeper.js';
import { bondListener, type StakingListener } from './staking/hooks.js';
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
export const openSdk = (ctx: Context, config: SdkConfig): SdkKeepers => new OpenedKeepers(ctx, config);

class OpenedKeepers implements SdkKeepers {
  readonly config: SdkConfig;
  readonly #ctx: Context;
  #auth: AuthKeeper | undefined;
  #bank: BankKeeper | undefined;
  #staking: StakingKeeper | undefined;
  #stakingListeners: readonly StakingListener[] | undefined;
  #gov: GovKeeper | undefined;
  #group: GroupKeeper | undefined;
  #collateral: CollateralKeeper | undefined;
  #feegrant: FeegrantKeeper | undefined;
  #authz: AuthzKeeper | undefined;
  #distribution: DistributionKeeper | undefined;
  #slashing: SlashingKeeper | undefined;
  #circuit: CircuitKeeper | undefined;
  #bls: BlsKeeper | undefined;

  constructor(ctx: Context, config: SdkConfig) {
    this.#ctx = ctx;
    this.config = config;
  }

  get auth() {
    this.#auth ??= new AuthKeeper(this.#ctx, this.config);
    return this.#auth;
  }

  get bank() {
    this.#bank ??= new BankKeeper(this.#ctx, this.config, this.auth);
    return this.#bank;
  }

  get staking() {
    this.#staking ??= new StakingKeeper(this.#ctx, this.config, this);
    return this.#staking;
  }

  get gov() {
    this.#gov ??= new GovKeeper(this.#ctx, this.config, this.auth, this.bank, this.staking);
    return this.#gov;
  }

  get group() {
    this.#group ??= new GroupKeeper(this.#ctx, this.config, this.auth);
    return this.#group;
  }

  get collateral() {
    this.#collateral ??= new CollateralKeeper(this.#ctx, this.config, this.bank);
    return this.#collateral;
  }

  get feegrant() {
    this.#feegrant ??= new FeegrantKeeper(this.#ctx, this.auth, this.bank);
    return this.#feegrant;
  }

  get authz() {
    this.#authz ??= new AuthzKeeper(this.#ctx, this.config, this.auth);
    return this.#authz;
  }

  get distribution() {
    if (this.#has('distribution')) this.#distribution ??= new DistributionKeeper(this.#ctx, this.config, this);
    return this.#distribution;
  }

  get slashing() {
    if (this.#has('slashing')) this.#slashing ??= new SlashingKeeper(this.#ctx, this);
    return this.#slashing;
  }

  get circuit() {
    if (this.#has('circuit')) this.#circuit ??= new CircuitKeeper(this.#ctx, this.config);
    return this.#circuit;
  }

  get bls() {
    if (this.#has('bls')) this.#bls ??= new BlsKeeper(this.#ctx, this);
    return this.#bls;
  }

  /** Who hears of validators and delegations, in this order: distribution, slashing, then the chain's own collateral. */
  get stakingListeners(): readonly StakingListener[] {
    this.#stakingListeners ??= this.#openListeners();
    return this.#stakingListeners;
  }

  #openListeners(): StakingListener[] {
    const { distribution, slashing } = this;
    const listeners: StakingListener[] = [];
    if (distribution) listeners.push(distributionListener(distribution));
    if (slashing) listeners.push(slashing);
    if (this.#has('collateral')) listeners.push(bondListener(this.auth.addresses, this.collateral));
    return listeners;
  }

  #has(module: string): boolean {
    return this.config.modules.has(module);
  }
}
