import type { Metadata, Params } from 'cosmjs-types/cosmos/bank/v1beta1/bank';
import type { Context } from '../../types/context.js';
import { sdkErrors } from '../../types/errors.js';
import { event } from '../../types/events.js';
import type { Coin, ExpectedBank } from '../../types/expectedKeepers.js';
import { CodedError } from '../../util/errors.js';
import { maxOf } from '../../util/int.js';
import type { Account } from '../auth/account.js';
import { withDelegated, withUndelegated } from '../auth/delegatedVesting.js';
import type { AuthKeeper } from '../auth/keeper.js';
import { lockedCoins } from '../auth/vesting.js';
import { amountOf, type Coins, isValidCoins, printCoin, printCoins, toCoins } from '../coins.js';
import type { SdkConfig } from '../config.js';
import { bankErrors } from '../errors.js';
import { readRestrictions } from '../restrictions/schema.js';
import { toSeconds } from '../time.js';
import { bankSchema, bankStore } from './schema.js';

/** Where coins of a multi-send go. */
export interface Output {
  readonly address: string;
  readonly coins: Coins;
}

/** Balances and supply. Every movement emits the events that clients of the SDK index. */
export class BankKeeper implements ExpectedBank {
  readonly #ctx: Context;
  readonly #auth: AuthKeeper;
  readonly #config: Pick<SdkConfig, 'denom' | 'modules' | 'blockedModules' | 'sendGas'>;
  readonly #schema: ReturnType<typeof bankSchema.lazily>;

  constructor(
    ctx: Context,
    config: Pick<SdkConfig, 'denom' | 'modules' | 'blockedModules' | 'sendGas'>,
    auth: AuthKeeper,
  ) {
    this.#ctx = ctx;
    this.#auth = auth;
    this.#config = config;
    this.#schema = bankSchema.lazily(ctx.stores.store(bankStore), auth.addresses);
  }

  get baseDenom(): string {
    return this.#config.denom;
  }

  get params(): Params {
    return this.#schema.params.require();
  }

  setParams(params: Params): void {
    this.#schema.params.set(params);
  }

  balance(address: string, denom: string): bigint {
    return this.#schema.balances.get([address, denom]) ?? 0n;
  }

  /** All coins of an account, by denomination. Cost: O(denominations). */
  balances(address: string): Coins {
    const found: Coin[] = [];
    for (const [[, denom], amount] of this.#schema.balances.entries({ prefix: [address] }))
      found.push({ denom, amount });
    return found;
  }

  /** Every balance, in order of address bytes and denomination. */
  *allBalances(): IterableIterator<{ address: string; denom: string; amount: bigint }> {
    for (const [[address, denom], amount] of this.#schema.balances.entries()) yield { address, denom, amount };
  }

  /** The part of a balance that no vesting schedule locks. */
  spendable(address: string, denom: string): bigint {
    const balance = this.balance(address, denom);
    const locked = this.#locked(address);
    return locked.length === 0 ? balance : maxOf(balance - amountOf(locked, denom), 0n);
  }

  #locked(address: string): Coins {
    const account = this.#auth.account(address);
    return account ? lockedCoins(account, toSeconds(this.#ctx.block.time).seconds) : [];
  }

  supply(denom: string): bigint {
    return this.#schema.supply.get(denom) ?? 0n;
  }

  totalSupply(): Coins {
    return [...this.#schema.supply.entries()].map(([denom, amount]) => ({ denom, amount }));
  }

  setSupply(denom: string, amount: bigint): void {
    if (amount === 0n) this.#schema.supply.remove(denom);
    else this.#schema.supply.set(denom, amount);
  }

  metadata(denom: string): Metadata | undefined {
    return this.#schema.metadata.get(denom);
  }

  allMetadata(): IterableIterator<Metadata> {
    return this.#schema.metadata.values();
  }

  setMetadata(metadata: Metadata): void {
    this.#schema.metadata.set(metadata.base, metadata);
  }

  /** The denominations whose sending was switched on or off one by one. */
  sendEnabled(): { denom: string; enabled: boolean }[] {
    return [...this.#schema.sendEnabled.entries()].map(([denom, enabled]) => ({ denom, enabled }));
  }

  setSendEnabled(denom: string, enabled: boolean): void {
    this.#schema.sendEnabled.set(denom, enabled);
  }

  removeSendEnabled(denom: string): void {
    this.#schema.sendEnabled.remove(denom);
  }

  /** Refuses coins of which one may not be sent by users: `bank` 5. */
  requireSendEnabled(coins: Coins): void {
    let byDefault: boolean | undefined;
    for (const { denom } of coins) {
      const isSet = this.#schema.sendEnabled.has(denom);
      if (!isSet) byDefault ??= this.params.defaultSendEnabled;
      const enabled = isSet ? this.#schema.sendEnabled.get(denom) : byDefault;
      if (!enabled) throw new CodedError(bankErrors.sendDisabled, `${denom} transfers are currently disabled`);
    }
  }

  /** Refuses receivers that are accounts of closed modules: `sdk` 4. */
  requireReceiver(address: string): void {
    const blocked = this.#config.blockedModules.some((module) => this.#auth.addresses.module(module) === address);
    if (blocked) throw new CodedError(sdkErrors.unauthorized, `${address} is not allowed to receive funds`);
  }

  /** Moves coins; the receiver's account comes to be if it is not there yet. */
  send(from: string, to: string, coins: Coins): void {
    this.#paySending();
    this.#take(from, coins);
    this.#give(to, coins);
    if (!this.#auth.has(to)) this.#auth.create(to);
    const amount = printCoins(coins);
    this.#ctx.emit(event('transfer', { recipient: to, sender: from, amount }));
    this.#ctx.emit(event('message', { sender: from }));
  }

  /** Moves coins of one sender to many; the caller has checked that the sums agree. Cost: O(outputs). */
  multiSend(from: string, coins: Coins, outputs: readonly Output[]): void {
    this.#ctx.emit(event('message', { sender: from }));
    this.#take(from, coins);
    for (const output of outputs) {
      this.#paySending();
      this.#give(output.address, output.coins);
      this.#ctx.emit(event('transfer', { recipient: output.address, sender: from, amount: printCoins(output.coins) }));
      if (!this.#auth.has(output.address)) this.#auth.create(output.address);
    }
  }

  #paySending(): void {
    const { modules, sendGas } = this.#config;
    if (modules.has('restrictions')) readRestrictions(this.#ctx);
    else if (sendGas !== undefined) this.#ctx.gas.consume(sendGas, 'ReadFlat');
  }

  sendFromModule(module: string, to: string, coins: Coins): void {
    const from = this.#auth.moduleAddress(module);
    this.requireReceiver(to);
    this.send(from, to, coins);
  }

  sendToModule(from: string, module: string, coins: Coins): void {
    this.#auth.moduleAccount(module);
    this.send(from, this.#auth.moduleAddress(module), coins);
  }

  sendModuleToModule(from: string, to: string, coins: Coins): void {
    const sender = this.#auth.moduleAddress(from);
    this.#auth.moduleAccount(to);
    this.send(sender, this.#auth.moduleAddress(to), coins);
  }

  /** Makes coins in the account of a module that may mint. */
  mint(module: string, coins: Coins): void {
    this.#auth.requirePermission(module, 'minter', 'mint');
    const minter = this.#auth.moduleAddress(module);
    this.#give(minter, coins);
    for (const { denom, amount } of coins) this.setSupply(denom, this.supply(denom) + amount);
    this.#ctx.emit(event('coinbase', { minter, amount: printCoins(coins) }));
  }

  /** Destroys coins in the account of a module that may burn. */
  burn(module: string, coins: Coins): void {
    this.#auth.requirePermission(module, 'burner', 'burn');
    const burner = this.#auth.moduleAddress(module);
    this.#take(burner, coins);
    for (const { denom, amount } of coins) this.setSupply(denom, this.supply(denom) - amount);
    this.#ctx.emit(event('burn', { burner, amount: printCoins(coins) }));
  }

  /** Moves a delegator's coins to a staking pool, also those that a vesting schedule locks. */
  delegateCoins(from: string, pool: string, coins: Coins): void {
    this.#auth.requirePermission(pool, 'staking', 'stake');
    const to = this.#auth.moduleAddress(pool);
    this.#auth.account(to);
    requireValid(coins);
    const held = coins.map(({ denom }) => ({ denom, amount: this.balance(from, denom) }));
    coins.forEach((coin, index) => {
      const { denom, amount } = held[index]!;
      if (amount < coin.amount) {
        const detail = `failed to delegate; ${amount}${denom} is smaller than ${printCoin(coin)}`;
        throw new CodedError(sdkErrors.insufficientFunds, detail);
      }
      this.setBalance(from, { denom, amount: amount - coin.amount });
    });
    this.#track(from, (account, now) => withDelegated(account, coins, now));
    this.#ctx.emit(event('coin_spent', { spender: from, amount: printCoins(coins) }));
    this.#give(to, coins);
  }

  /** Gives coins of a staking pool back to a delegator. */
  undelegateCoins(pool: string, to: string, coins: Coins): void {
    this.#auth.requirePermission(pool, 'staking', 'stake');
    const from = this.#auth.moduleAddress(pool);
    this.#auth.account(from);
    this.#take(from, coins);
    this.#track(to, (account) => withUndelegated(account, coins));
    this.#give(to, coins);
  }

  /** Vesting accounts remember what they delegate. */
  #track(address: string, change: (account: Account, now: bigint) => Account): void {
    const account = this.#auth.account(address);
    if (!account) throw new CodedError(sdkErrors.unknownAddress, `account ${address} does not exist`);
    const changed = change(account, toSeconds(this.#ctx.block.time).seconds);
    if (changed !== account) this.#auth.set(changed);
  }

  /** Sets a balance after its index entry, the order in which a transaction runs out of gas; zero removes both. */
  setBalance(address: string, { denom, amount }: Coin): void {
    if (amount === 0n) {
      this.#schema.holders.remove([denom, address]);
      this.#schema.balances.remove([address, denom]);
      return;
    }
    this.#schema.holders.add([denom, address]);
    this.#schema.balances.set([address, denom], amount);
  }

  #take(from: string, coins: Coins): void {
    requireValid(coins);
    const locked = this.#locked(from);
    const left = coins.map((coin) => this.#afterSpending(from, coin, amountOf(locked, coin.denom)));
    for (const coin of left) this.setBalance(from, coin);
    this.#ctx.emit(event('coin_spent', { spender: from, amount: printCoins(coins) }));
  }

  #afterSpending(from: string, coin: Coin, locked: bigint): Coin {
    const { denom } = coin;
    const balance = this.balance(from, denom);
    if (balance < locked) {
      const detail = `locked amount exceeds account balance funds: ${locked}${denom} > ${balance}${denom}`;
      throw new CodedError(sdkErrors.insufficientFunds, detail);
    }
    const spendable = balance - locked;
    if (spendable < coin.amount) {
      const detail = `spendable balance ${spendable}${denom} is smaller than ${printCoin(coin)}`;
      throw new CodedError(sdkErrors.insufficientFunds, detail);
    }
    return { denom, amount: balance - coin.amount };
  }

  #give(to: string, coins: Coins): void {
    requireValid(coins);
    for (const { denom, amount } of coins) {
      this.setBalance(to, { denom, amount: this.balance(to, denom) + amount });
    }
    this.#ctx.emit(event('coin_received', { receiver: to, amount: printCoins(coins) }));
  }

  /** The sums of all balances. Cost: O(balances). */
  sumOfBalances(): Coins {
    return toCoins([...this.allBalances()]);
  }
}

function requireValid(coins: Coins): void {
  if (!isValidCoins(coins)) throw new CodedError(sdkErrors.invalidCoins, printCoins(coins));
}
