import type { Params, UnbondingCollateral } from '../../gen/inference/collateral/collateral.js';
import type { Context } from '../../types/context.js';
import { event } from '../../types/events.js';
import type { Coin, ExpectedCollateral } from '../../types/expectedKeepers.js';
import { CodedError } from '../../util/errors.js';
import { addUint64 } from '../../util/int.js';
import * as dec from '../../util/legacyDec.js';
import { type Addresses, addressesOf } from '../addresses.js';
import type { BankKeeper } from '../bank/keeper.js';
import { type Coins, fromProtoCoin, printCoin, toCoins, toProtoCoin } from '../coins.js';
import type { SdkConfig } from '../config.js';
import { collateralErrors } from '../errors.js';
import type { BondListener } from '../staking/hooks.js';
import { collateralSchema, collateralStore } from './schema.js';

export const collateralModule = 'collateral';

/**
 * Deposits that participants risk: slashed for misbehaviour, paid back some epochs after a withdrawal (reference 8.5,
 * section 14). The coins lie in the module's account.
 */
export class CollateralKeeper implements ExpectedCollateral, BondListener {
  readonly addresses: Addresses;
  readonly #ctx: Context;
  readonly #bank: BankKeeper;
  readonly #denom: string;
  readonly #schema: ReturnType<typeof collateralSchema.lazily>;

  constructor(ctx: Context, config: Pick<SdkConfig, 'bech32Prefix' | 'denom'>, bank: BankKeeper) {
    this.addresses = addressesOf(config.bech32Prefix);
    this.#ctx = ctx;
    this.#bank = bank;
    this.#denom = config.denom;
    this.#schema = collateralSchema.lazily(ctx.stores.store(collateralStore), this.addresses);
  }

  get params(): Params {
    return this.#schema.params.require();
  }

  setParams(params: Params): void {
    this.#schema.params.set(params);
  }

  get epoch(): bigint {
    return this.#schema.epoch.peek();
  }

  setEpoch(epoch: bigint): void {
    this.#schema.epoch.set(epoch);
  }

  collateral(participant: string): Coin | undefined {
    const coin = this.#schema.deposits.get(participant);
    return coin && fromProtoCoin(coin);
  }

  *deposits(): IterableIterator<readonly [participant: string, coin: Coin]> {
    for (const [participant, coin] of this.#schema.deposits.entries()) yield [participant, fromProtoCoin(coin)];
  }

  /** Sets a deposit; one of nothing is removed. */
  setDeposit(participant: string, coin: Coin): void {
    if (coin.amount === 0n) this.#schema.deposits.remove(participant);
    else this.#schema.deposits.set(participant, toProtoCoin(coin));
  }

  withdrawals(): IterableIterator<UnbondingCollateral> {
    return this.#schema.withdrawals.values();
  }

  withdrawalsOf(participant: string): UnbondingCollateral[] {
    const keys = this.#schema.withdrawalsByParticipant.keys({ prefix: [participant] });
    return [...keys].map(([, epoch]) => this.#schema.withdrawals.require([epoch, participant]));
  }

  /** Stores a withdrawal; one of nothing is removed. */
  setWithdrawal(withdrawal: UnbondingCollateral): void {
    const { participant, completionEpoch, amount } = withdrawal;
    if (amount === undefined || amount.amount === '0') {
      this.#schema.withdrawals.remove([completionEpoch, participant]);
      this.#schema.withdrawalsByParticipant.remove([participant, completionEpoch]);
      return;
    }
    this.#schema.withdrawals.set([completionEpoch, participant], withdrawal);
    this.#schema.withdrawalsByParticipant.add([participant, completionEpoch]);
  }

  /** What deposits and withdrawals sum to. Cost: O(both). */
  owed(): Coins {
    const waiting = [...this.withdrawals()].map(({ amount }) => fromProtoCoin(amount!));
    return toCoins([...[...this.deposits()].map(([, coin]) => coin), ...waiting]);
  }

  /** What lies in the module's account. */
  held(): Coins {
    return this.#bank.balances(this.addresses.module(collateralModule));
  }

  jailed(): IterableIterator<string> {
    return this.#schema.jailed.keys();
  }

  setJailed(participant: string): void {
    this.#schema.jailed.add(participant);
  }

  /** Adds to a deposit. Other coins than the chain's own are `collateral` 1102. */
  deposit(participant: string, coin: Coin): void {
    this.#requireDenom(coin.denom);
    this.#bank.sendToModule(participant, collateralModule, [coin]);
    const held = this.collateral(participant)?.amount ?? 0n;
    this.setDeposit(participant, { denom: coin.denom, amount: held + coin.amount });
    this.#ctx.emit(event('deposit_collateral', { participant, amount: printCoin(coin) }));
  }

  /** Takes a part out of a deposit, to be paid when the answered epoch completes. More than is there: 1101. */
  withdraw(participant: string, coin: Coin): bigint {
    this.#requireDenom(coin.denom);
    const held = this.collateral(participant);
    if (!held || held.amount < coin.amount) {
      const shown = printCoin(held ?? { denom: coin.denom, amount: 0n });
      const detail = `collateral ${shown} is less than withdrawal amount ${printCoin(coin)}`;
      throw new CodedError(collateralErrors.insufficientCollateral, detail);
    }
    const completionEpoch = addUint64(this.epoch, this.params.unbondingPeriodEpochs, 'completion epoch');
    const waiting = this.#schema.withdrawals.get([completionEpoch, participant])?.amount;
    const amount = (waiting ? fromProtoCoin(waiting).amount : 0n) + coin.amount;
    this.setDeposit(participant, { denom: coin.denom, amount: held.amount - coin.amount });
    this.setWithdrawal({ participant, completionEpoch, amount: toProtoCoin({ denom: coin.denom, amount }) });
    this.#ctx.emit(
      event('withdraw_collateral', { participant, amount: printCoin(coin), completion_epoch: completionEpoch }),
    );
    return completionEpoch;
  }

  #requireDenom(denom: string): void {
    if (denom === this.#denom) return;
    const detail = `only ${this.#denom} denomination is accepted for collateral, got ${denom}`;
    throw new CodedError(collateralErrors.invalidDenom, detail);
  }

  /**
   * Burns a fraction of a participant's deposit and of all that he withdraws, each cut to whole units; `fraction` counts
   * units of 1e-18 and lies in (0, 1]. Nothing to slash is no error.
   */
  slash(participant: string, fraction: bigint): void {
    if (fraction <= 0n || fraction > dec.one) {
      const detail = `slash fraction must be above 0 and at most 1, got ${dec.format(dec.fromUnits(fraction))}`;
      throw new CodedError(collateralErrors.invalidFraction, detail);
    }
    const share = (amount: bigint): bigint => dec.truncateInt(dec.mulInt(dec.fromUnits(fraction), amount));
    let slashed = 0n;
    const held = this.collateral(participant);
    if (held) {
      const part = share(held.amount);
      slashed += part;
      this.setDeposit(participant, { denom: held.denom, amount: held.amount - part });
    }
    for (const withdrawal of this.withdrawalsOf(participant)) {
      const waiting = fromProtoCoin(withdrawal.amount!);
      const part = share(waiting.amount);
      slashed += part;
      this.setWithdrawal({
        ...withdrawal,
        amount: toProtoCoin({ denom: waiting.denom, amount: waiting.amount - part }),
      });
    }
    if (slashed === 0n) return;
    const burned = { denom: this.#denom, amount: slashed };
    this.#bank.burn(collateralModule, [burned]);
    const text = dec.format(dec.fromUnits(fraction));
    this.#ctx.emit(event('slash_collateral', { participant, slash_amount: printCoin(burned), slash_fraction: text }));
  }

  /** Pays the withdrawals of an epoch that is over and starts the next one. Cost: O(withdrawals of the epoch). */
  advanceEpoch(completedEpoch: bigint): void {
    for (const withdrawal of [...this.#schema.withdrawals.values({ prefix: [completedEpoch] })]) {
      const { participant, completionEpoch } = withdrawal;
      const coin = fromProtoCoin(withdrawal.amount!);
      this.#bank.sendFromModule(collateralModule, participant, [coin]);
      this.setWithdrawal({ ...withdrawal, amount: { denom: coin.denom, amount: '0' } });
      const amount = printCoin(coin);
      this.#ctx.emit(event('process_withdrawal', { participant, amount, completion_epoch: completionEpoch }));
    }
    this.setEpoch(completedEpoch + 1n);
  }

  afterValidatorBonded(account: string): void {
    this.#schema.jailed.remove(account);
  }

  afterValidatorBeginUnbonding(account: string): void {
    this.setJailed(account);
  }
}
