import type { FeePool, Params } from 'cosmjs-types/cosmos/distribution/v1beta1/distribution';
import type { Context } from '../../types/context.js';
import { type Addresses, addressesOf } from '../addresses.js';
import type { AuthKeeper } from '../auth/keeper.js';
import type { BankKeeper } from '../bank/keeper.js';
import type { SdkConfig } from '../config.js';
import { addDecCoins, type DecCoins, fromProtoDecCoins, toProtoDecCoins } from '../decCoins.js';
import type { StakingKeeper } from '../staking/keeper.js';
import { distributionSchema, distributionStore } from './schema.js';

interface Around {
  readonly auth: AuthKeeper;
  readonly bank: BankKeeper;
  readonly staking: StakingKeeper;
}

export const distributionModuleName = 'distribution';

/**
 * Fees and new coins for validators and their delegators, by the SDK's F1 scheme: a validator's rewards are counted per
 * token in periods that end whenever his tokens change, so that a delegator's share follows from two of them.
 */
export class DistributionKeeper {
  readonly ctx: Context;
  readonly addresses: Addresses;
  readonly schema: ReturnType<typeof distributionSchema.lazily>;
  readonly config: SdkConfig;
  readonly #around: Around;

  constructor(ctx: Context, config: SdkConfig, around: Around) {
    this.ctx = ctx;
    this.config = config;
    this.addresses = addressesOf(config.bech32Prefix);
    this.schema = distributionSchema.lazily(ctx.stores.store(distributionStore), this.addresses);
    this.#around = around;
  }

  get auth(): AuthKeeper {
    return this.#around.auth;
  }

  get bank(): BankKeeper {
    return this.#around.bank;
  }

  get staking(): StakingKeeper {
    return this.#around.staking;
  }

  get params(): Params {
    return this.schema.params.require();
  }

  setParams(params: Params): void {
    this.schema.params.set(params);
  }

  /** Whether another module keeps the community pool: then this one only passes coins on to it. */
  get hasExternalPool(): boolean {
    return this.config.modules.has('protocolpool');
  }

  get communityPool(): DecCoins {
    return fromProtoDecCoins(this.schema.feePool.require().communityPool);
  }

  setCommunityPool(coins: DecCoins): void {
    const pool: FeePool = { communityPool: toProtoDecCoins(coins) };
    this.schema.feePool.set(pool);
  }

  addToCommunityPool(coins: DecCoins): void {
    this.setCommunityPool(addDecCoins(this.communityPool, coins));
  }

  outstanding(operator: string): DecCoins {
    return fromProtoDecCoins(this.schema.outstanding.get(operator)?.rewards ?? []);
  }

  setOutstanding(operator: string, coins: DecCoins): void {
    this.schema.outstanding.set(operator, { rewards: toProtoDecCoins(coins) });
  }

  commission(operator: string): DecCoins {
    return fromProtoDecCoins(this.schema.commissions.get(operator)?.commission ?? []);
  }

  setCommission(operator: string, coins: DecCoins): void {
    this.schema.commissions.set(operator, { commission: toProtoDecCoins(coins) });
  }

  /** Where a delegator wants his rewards. */
  withdrawAddress(delegator: string): string {
    return this.schema.withdrawAddresses.get(delegator) ?? delegator;
  }
}
