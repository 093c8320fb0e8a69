import { BaseAccount, ModuleAccount, type Params } from 'cosmjs-types/cosmos/auth/v1beta1/auth';
import {
  type BaseVestingAccount,
  ContinuousVestingAccount,
  DelayedVestingAccount,
  PeriodicVestingAccount,
  PermanentLockedAccount,
} from 'cosmjs-types/cosmos/vesting/v1beta1/vesting';
import { addressComplaint } from '../../types/address.js';
import { compareInts } from '../../util/int.js';
import { pubKeyJson } from '../anyJson.js';
import { coinJson, genesisError, int64, type Json, list, optional, record, snakeCase, text, uint64 } from '../json.js';
import { type Account, type AccountMessage, baseOf, isModuleAccount, withBase } from './account.js';
import type { AuthKeeper } from './keeper.js';

export interface AuthGenesis {
  readonly params: Params;
  readonly accounts: Account[];
}

const baseJson = record<BaseAccount>({
  address: text,
  pubKey: optional(pubKeyJson),
  accountNumber: uint64,
  sequence: uint64,
});

const baseVestingJson = record<BaseVestingAccount>({
  baseAccount: baseJson,
  originalVesting: list(coinJson),
  delegatedFree: list(coinJson),
  delegatedVesting: list(coinJson),
  endTime: int64,
});

const accountJsons: Readonly<Record<string, Json<AccountMessage>>> = {
  [BaseAccount.typeUrl]: baseJson,
  [ModuleAccount.typeUrl]: record<ModuleAccount>({
    baseAccount: baseJson,
    name: text,
    permissions: list(text),
  }),
  [ContinuousVestingAccount.typeUrl]: record<ContinuousVestingAccount>({
    baseVestingAccount: baseVestingJson,
    startTime: int64,
  }),
  [DelayedVestingAccount.typeUrl]: record<DelayedVestingAccount>({ baseVestingAccount: baseVestingJson }),
  [PeriodicVestingAccount.typeUrl]: record<PeriodicVestingAccount>({
    baseVestingAccount: baseVestingJson,
    startTime: int64,
    vestingPeriods: list(record({ length: int64, amount: list(coinJson) })),
  }),
  [PermanentLockedAccount.typeUrl]: record<PermanentLockedAccount>({ baseVestingAccount: baseVestingJson }),
};

const accountJson: Json<Account> = {
  read(json, path) {
    const { '@type': typeUrl, ...fields } = (json ?? {}) as Record<string, unknown>;
    const message = typeof typeUrl === 'string' ? accountJsons[typeUrl] : undefined;
    if (!message) throw genesisError(`${path}.@type`, `unknown account type ${JSON.stringify(typeUrl)}`);
    return { typeUrl: typeUrl as string, message: message.read(fields, path) };
  },
  write: ({ typeUrl, message }) => ({ '@type': typeUrl, ...(accountJsons[typeUrl]!.write(message) as object) }),
  absent: (path) => accountJson.read({}, path),
};

export const authGenesisJson: Json<AuthGenesis> = record<AuthGenesis>({
  params: record<Params>({
    maxMemoCharacters: uint64,
    txSigLimit: uint64,
    txSizeCostPerByte: uint64,
    sigVerifyCostEd25519: uint64,
    sigVerifyCostSecp256k1: uint64,
  }),
  accounts: list(accountJson),
});

/** Reads x/auth's genesis and checks it; faults name the path. Addresses must be of the chain's prefix. */
export function readAuthGenesis(genesis: unknown, prefix: string, modules: (name: string) => string): AuthGenesis {
  const read = authGenesisJson.read(genesis, 'auth');
  for (const [name, value] of Object.entries(read.params)) {
    if (value === 0n) throw genesisError(`auth.params.${snakeCase(name)}`, 'must not be 0');
  }
  const seen = new Set<string>();
  for (const [index, account] of read.accounts.entries()) {
    const path = `auth.accounts[${index}]`;
    const { address } = baseOf(account);
    const complaint = addressComplaint(address, prefix);
    if (complaint !== undefined) throw genesisError(`${path}.address`, complaint);
    if (seen.has(address)) throw genesisError(path, `duplicate account ${address}`);
    seen.add(address);
    if (isModuleAccount(account) && modules(account.message.name) !== address) {
      throw genesisError(path, `${address} is not the address of module ${account.message.name}`);
    }
  }
  return read;
}

/** Stores the accounts by number; a number that is taken is replaced by the next free one. Then fees get their account. */
export function initAuth(keeper: AuthKeeper, { params, accounts }: AuthGenesis): void {
  keeper.setParams(params);
  let last = -1n;
  for (const account of withUniqueNumbers(accounts)) {
    const { accountNumber } = baseOf(account);
    while (last < accountNumber) last = keeper.nextAccountNumber();
    keeper.set(account);
  }
  keeper.moduleAccount('fee_collector');
}

function withUniqueNumbers(accounts: readonly Account[]): Account[] {
  const byNumber = (a: Account, b: Account): number => compareInts(baseOf(a).accountNumber, baseOf(b).accountNumber);
  const taken = new Set<bigint>();
  let next = 0n;
  const fresh = (): bigint => {
    while (taken.has(next)) next += 1n;
    return next;
  };
  const sorted = [...accounts].sort(byNumber);
  const first: Account[] = [];
  const repeated: Account[] = [];
  for (const account of sorted) {
    const { accountNumber } = baseOf(account);
    (taken.has(accountNumber) ? repeated : first).push(account);
    taken.add(accountNumber);
  }
  const renumbered = repeated.map((account) => {
    const accountNumber = fresh();
    taken.add(accountNumber);
    return withBase(account, { ...baseOf(account), accountNumber });
  });
  return [...first, ...renumbered].sort(byNumber);
}

/** The genesis document of x/auth's state; accounts in order of address bytes. */
export const exportAuth = (keeper: AuthKeeper): unknown =>
  authGenesisJson.write({ params: keeper.params, accounts: [...keeper.accounts()] });
