import type { Grant } from 'cosmjs-types/cosmos/feegrant/v1beta1/feegrant';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import type { Context } from '../../types/context.js';
import { sdkErrors } from '../../types/errors.js';
import { event } from '../../types/events.js';
import { CodedError } from '../../util/errors.js';
import type { AuthKeeper } from '../auth/keeper.js';
import type { BankKeeper } from '../bank/keeper.js';
import { feegrantErrors } from '../errors.js';
import { acceptFee, expirationOf, type FeeUse } from './allowance.js';
import { feegrantSchema, feegrantStore } from './schema.js';

/** Allowances: accounts that pay the fees of others. */
export class FeegrantKeeper {
  readonly addresses: AuthKeeper['addresses'];
  readonly #ctx: Context;
  readonly #auth: AuthKeeper;
  readonly #bank: BankKeeper;
  readonly #schema: ReturnType<typeof feegrantSchema.lazily>;

  constructor(ctx: Context, auth: AuthKeeper, bank: BankKeeper) {
    this.addresses = auth.addresses;
    this.#ctx = ctx;
    this.#auth = auth;
    this.#bank = bank;
    this.#schema = feegrantSchema.lazily(ctx.stores.store(feegrantStore), auth.addresses);
  }

  grant(granter: string, grantee: string): Grant | undefined {
    return this.#schema.grants.get([grantee, granter]);
  }

  /** All grants in order of grantee and granter. */
  grants(): IterableIterator<Grant> {
    return this.#schema.grants.values();
  }

  /** Lets `grantee` have his fees paid; his account comes to be if it is not there yet. A second allowance is sdk 18. */
  allow(granter: string, grantee: string, allowance: Any): void {
    this.#refuseSecond(granter, grantee);
    if (this.#auth.account(grantee) === undefined) {
      this.#bank.requireReceiver(grantee);
      this.#auth.create(grantee);
    }
    const expiration = expirationOf(allowance);
    if (expiration !== undefined) {
      if (expiration < this.#ctx.block.time) {
        throw new CodedError(feegrantErrors.invalidDuration, 'expiration is before current block time');
      }
      this.#schema.expirations.add([expiration, grantee, granter]);
    }
    this.#schema.grants.set([grantee, granter], { granter, grantee, allowance });
    this.#ctx.emit(event('set_feegrant', { granter, grantee }));
  }

  #refuseSecond(granter: string, grantee: string): void {
    if (this.grant(granter, grantee) === undefined) return;
    throw new CodedError(sdkErrors.invalidRequest, 'fee allowance already exists');
  }

  revoke(granter: string, grantee: string): void {
    const { allowance } = this.#require(granter, grantee);
    this.#schema.grants.remove([grantee, granter]);
    const expiration = allowance && expirationOf(allowance);
    if (expiration !== undefined) this.#schema.expirations.remove([expiration, grantee, granter]);
    this.#ctx.emit(event('revoke_feegrant', { granter, grantee }));
  }

  /** Takes a fee from the allowance that `granter` gave; one that is used up goes. None at all: sdk 38. */
  useAllowance(use: Omit<FeeUse, 'gas'> & { readonly granter: string; readonly grantee: string }): void {
    const { granter, grantee } = use;
    const { allowance } = this.#require(granter, grantee);
    if (!allowance) throw new CodedError(feegrantErrors.noAllowance, 'allowance is nil');
    const left = acceptFee(allowance, { ...use, gas: this.#ctx.gas });
    if (left === undefined) this.revoke(granter, grantee);
    this.#ctx.emit(event('use_feegrant', { granter, grantee }));
    if (left === undefined) return;
    this.#require(granter, grantee);
    this.#schema.grants.set([grantee, granter], { granter, grantee, allowance: left });
    this.#ctx.emit(event('update_feegrant', { granter, grantee }));
  }

  /** Forgets at most so many grants whose time has passed; those that end with this very block stay, as in the SDK. */
  removeExpired(limit: number): void {
    const { time } = this.#ctx.block;
    const due = this.#schema.expirations.keys({ throughPrefix: [time] });
    const passed = [...due].filter(([end]) => end < time).slice(0, limit);
    for (const [expiration, grantee, granter] of passed) {
      this.#schema.expirations.remove([expiration, grantee, granter]);
      this.#schema.grants.remove([grantee, granter]);
    }
  }

  #require(granter: string, grantee: string): Grant {
    const found = this.grant(granter, grantee);
    if (found === undefined) throw new CodedError(sdkErrors.notFound, 'fee-grant not found');
    return found;
  }
}
