import { BaseAccount, ModuleAccount } from 'cosmjs-types/cosmos/auth/v1beta1/auth';
import {
  ContinuousVestingAccount,
  DelayedVestingAccount,
  PeriodicVestingAccount,
  PermanentLockedAccount,
} from 'cosmjs-types/cosmos/vesting/v1beta1/vesting';
import { Any } from 'cosmjs-types/google/protobuf/any';
import type { Codec } from '../../store/value.js';
import { type MessageFns, proto } from '../../types/codec.js';
import { CodedError, simErrors } from '../../util/errors.js';

/** An account of any type: its own message as it stands in the store, and the base account inside it. */
export interface Account {
  readonly typeUrl: string;
  readonly message: AccountMessage;
}

export type AccountMessage =
  | BaseAccount
  | ModuleAccount
  | ContinuousVestingAccount
  | DelayedVestingAccount
  | PeriodicVestingAccount
  | PermanentLockedAccount;

/** The account types that the store may hold. */
export const accountTypes: readonly (MessageFns<AccountMessage> & { readonly typeUrl: string })[] = [
  BaseAccount,
  ModuleAccount,
  ContinuousVestingAccount,
  DelayedVestingAccount,
  PeriodicVestingAccount,
  PermanentLockedAccount,
] as never;

function codecOf(typeUrl: string): Codec<AccountMessage> {
  const type = accountTypes.find((candidate) => candidate.typeUrl === typeUrl);
  if (!type) throw new CodedError(simErrors.malformedBytes, `unknown account type ${typeUrl}`);
  return proto(type);
}

/** Accounts as the store keeps them: packed into an Any. */
export const accountCodec: Codec<Account> = {
  encode: ({ typeUrl, message }) => proto(Any).encode({ typeUrl, value: codecOf(typeUrl).encode(message) }),
  decode(bytes) {
    const { typeUrl, value } = proto(Any).decode(bytes);
    return { typeUrl, message: codecOf(typeUrl).decode(value) };
  },
};

export const packAccount = ({ typeUrl, message }: Account): Any => ({
  typeUrl,
  value: codecOf(typeUrl).encode(message),
});

const noBase: BaseAccount = { address: '', accountNumber: 0n, sequence: 0n };

/** The base account inside an account. */
export function baseOf({ message }: Account): BaseAccount {
  if ('baseVestingAccount' in message) return message.baseVestingAccount?.baseAccount ?? noBase;
  if ('baseAccount' in message) return message.baseAccount ?? noBase;
  return message as BaseAccount;
}

/** The account with another base account inside. */
export function withBase(account: Account, base: BaseAccount): Account {
  const { typeUrl, message } = account;
  if ('baseVestingAccount' in message && message.baseVestingAccount) {
    const baseVestingAccount = { ...message.baseVestingAccount, baseAccount: base };
    return { typeUrl, message: { ...message, baseVestingAccount } };
  }
  if ('baseAccount' in message) return { typeUrl, message: { ...message, baseAccount: base } };
  return { typeUrl, message: base };
}

export const isModuleAccount = (account: Account): account is { typeUrl: string; message: ModuleAccount } =>
  account.typeUrl === ModuleAccount.typeUrl;
