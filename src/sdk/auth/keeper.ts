import { BaseAccount, ModuleAccount, type Params } from 'cosmjs-types/cosmos/auth/v1beta1/auth';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import type { Context } from '../../types/context.js';
import { sdkErrors } from '../../types/errors.js';
import type { ExpectedAuth } from '../../types/expectedKeepers.js';
import { CodedError } from '../../util/errors.js';
import { type Addresses, addressesOf, requireAccount } from '../addresses.js';
import type { Permission, SdkConfig } from '../config.js';
import { type Account, baseOf, isModuleAccount, withBase } from './account.js';
import { authSchema, authStore } from './schema.js';

/** Accounts: addresses, public keys, account numbers, sequences, and the accounts of modules. */
export class AuthKeeper implements ExpectedAuth {
  readonly addresses: Addresses;
  readonly #schema: ReturnType<typeof authSchema.lazily>;
  readonly #config: Pick<SdkConfig, 'bech32Prefix' | 'moduleAccounts'>;

  constructor(ctx: Context, config: Pick<SdkConfig, 'bech32Prefix' | 'moduleAccounts'>) {
    this.addresses = addressesOf(config.bech32Prefix);
    this.#schema = authSchema.lazily(ctx.stores.store(authStore), this.addresses);
    this.#config = config;
  }

  get params(): Params {
    return this.#schema.params.require();
  }

  setParams(params: Params): void {
    this.#schema.params.set(params);
  }

  has(address: string): boolean {
    return this.#schema.accounts.has(address);
  }

  account(address: string): Account | undefined {
    return this.#schema.accounts.get(address);
  }

  /** All accounts in order of address bytes. */
  accounts(): IterableIterator<Account> {
    return this.#schema.accounts.values();
  }

  addressOfNumber(accountNumber: bigint): string | undefined {
    return this.#schema.byNumber.get(accountNumber);
  }

  baseAccount(address: string): BaseAccount | undefined {
    const account = this.account(address);
    return account && baseOf(account);
  }

  /**
   * Stores an account under the address and number that it bears.
   *
   * It reads and writes as the SDK's indexed map does, because transactions pay for each step: also for the question
   * whether the number is taken, which accounts that are numbered one after another never have to ask.
   */
  set(account: Account): void {
    this.#replace(this.account(baseOf(account).address), account);
  }

  #replace(old: Account | undefined, account: Account): void {
    const { address, accountNumber } = baseOf(account);
    const { accounts, byNumber } = this.#schema;
    if (old) byNumber.remove(baseOf(old).accountNumber);
    byNumber.has(accountNumber);
    byNumber.set(accountNumber, address);
    accounts.set(address, account);
  }

  /** Makes a base account with the next account number; one that is there already is a conflict. */
  create(text: string, pubKey?: Any): void {
    const address = requireAccount(this.addresses, text, 'account');
    const old = this.account(address);
    if (old) throw new CodedError(sdkErrors.conflict, `account ${address} exists`);
    const base: BaseAccount = { address, accountNumber: this.nextAccountNumber(), sequence: 0n };
    this.#replace(old, { typeUrl: BaseAccount.typeUrl, message: pubKey ? { ...base, pubKey } : base });
  }

  setPubKey(address: string, pubKey: Any): void {
    this.#change(address, (base) => ({ ...base, pubKey }));
  }

  incrementSequence(address: string): void {
    this.#change(address, (base) => ({ ...base, sequence: base.sequence + 1n }));
  }

  #change(address: string, change: (base: BaseAccount) => BaseAccount): void {
    const account = this.account(address);
    if (!account) throw new CodedError(sdkErrors.unknownAddress, `account ${address} does not exist`);
    this.set(withBase(account, change(baseOf(account))));
  }

  /** The number that the next account gets. */
  get accountNumber(): bigint {
    return this.#schema.accountNumber.peek();
  }

  nextAccountNumber(): bigint {
    return this.#schema.accountNumber.next();
  }

  /** The address of a module; one without an account is an unknownAddress error, as the SDK panics. */
  moduleAddress(module: string): string {
    this.#permissions(module);
    return this.addresses.module(module);
  }

  /** The account of a module, made at its first use. */
  moduleAccount(module: string): ModuleAccount {
    const permissions = this.#permissions(module);
    const address = this.addresses.module(module);
    const found = this.account(address);
    if (found) {
      if (!isModuleAccount(found)) throw new CodedError(sdkErrors.logic, `account ${address} is not a module account`);
      return found.message;
    }
    const baseAccount = { address, accountNumber: this.nextAccountNumber(), sequence: 0n };
    const message: ModuleAccount = { baseAccount, name: module, permissions: [...permissions] };
    this.set({ typeUrl: ModuleAccount.typeUrl, message });
    return message;
  }

  /** Refuses what a module's account may not do; `what` is the SDK's phrase for it. */
  requirePermission(module: string, permission: Permission, what: string): void {
    if (this.moduleAccount(module).permissions.includes(permission)) return;
    throw new CodedError(
      sdkErrors.unauthorized,
      `module account ${module} does not have permissions to ${what} tokens`,
    );
  }

  #permissions(module: string): readonly Permission[] {
    const permissions = this.#config.moduleAccounts[module];
    if (!permissions) throw new CodedError(sdkErrors.unknownAddress, `module account ${module} does not exist`);
    return permissions;
  }

  /** Remembers an unordered transaction until its timeout (nanoseconds); false when it was seen before. */
  addUnorderedNonce(address: string, timeout: bigint): boolean {
    const nonce = [timeout, address] as const;
    if (this.#schema.unorderedNonces.has(nonce)) return false;
    this.#schema.unorderedNonces.add(nonce);
    return true;
  }

  /** Forgets the unordered transactions whose timeout has passed. Cost: O(forgotten). */
  removeExpiredNonces(now: bigint): void {
    this.#schema.unorderedNonces.clear({ throughPrefix: [now] });
  }
}
