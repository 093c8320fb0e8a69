import { type InferenceKeepers, Keeper } from '../keeper/keeper.js';
import type { KeeperProfile } from '../keeper/profile.js';
import type { SdkConfig } from '../sdk/config.js';
import { openSdk, type SdkKeepers } from '../sdk/keepers.js';
import type { Context } from '../types/context.js';

/** All keepers of the chain, bound to one context. */
export type GonkaKeepers = SdkKeepers & InferenceKeepers;

/** Opens them. Every message gets its own, so the SDK's are made only when one of them is asked for. */
export const openGonkaKeepers = (ctx: Context, config: SdkConfig, profile: KeeperProfile): GonkaKeepers =>
  new LazyKeepers(ctx, config, profile);

class LazyKeepers implements SdkKeepers, InferenceKeepers {
  readonly config: SdkConfig;
  readonly #ctx: Context;
  readonly #profile: KeeperProfile;
  #inference: Keeper | undefined;
  #opened: SdkKeepers | undefined;

  constructor(ctx: Context, config: SdkConfig, profile: KeeperProfile) {
    this.#ctx = ctx;
    this.config = config;
    this.#profile = profile;
  }

  get inference() {
    this.#inference ??= new Keeper(this.#ctx, this, this.#profile, this.config.bech32Prefix);
    return this.#inference;
  }

  get auth() {
    return this.#sdk.auth;
  }

  get bank() {
    return this.#sdk.bank;
  }

  get staking() {
    return this.#sdk.staking;
  }

  get gov() {
    return this.#sdk.gov;
  }

  get group() {
    return this.#sdk.group;
  }

  get authz() {
    return this.#sdk.authz;
  }

  get feegrant() {
    return this.#sdk.feegrant;
  }

  get collateral() {
    return this.#sdk.collateral;
  }

  get distribution() {
    return this.#sdk.distribution;
  }

  get slashing() {
    return this.#sdk.slashing;
  }

  get circuit() {
    return this.#sdk.circuit;
  }

  get bls() {
    return this.#sdk.bls;
  }

  get #sdk(): SdkKeepers {
    this.#opened ??= openSdk(this.#ctx, this.config);
    return this.#opened;
  }
}
