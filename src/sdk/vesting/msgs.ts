import type { BaseAccount } from 'cosmjs-types/cosmos/auth/v1beta1/auth';
import {
  MsgCreatePeriodicVestingAccount,
  MsgCreatePeriodicVestingAccountResponse,
  MsgCreatePermanentLockedAccount,
  MsgCreatePermanentLockedAccountResponse,
  MsgCreateVestingAccount,
  MsgCreateVestingAccountResponse,
} from 'cosmjs-types/cosmos/vesting/v1beta1/tx';
import {
  type BaseVestingAccount,
  ContinuousVestingAccount,
  DelayedVestingAccount,
  PeriodicVestingAccount,
  PermanentLockedAccount,
} from 'cosmjs-types/cosmos/vesting/v1beta1/vesting';
import { plainError, sdkErrors } from '../../types/errors.js';
import { CodedError } from '../../util/errors.js';
import { requireAccount } from '../addresses.js';
import type { Account } from '../auth/account.js';
import { type Coins, fromProtoCoins, isValidCoins, printCoins, toCoins, toProtoCoins } from '../coins.js';
import type { SdkKeepers } from '../keepers.js';
import { msgRoute, type SdkMsgRoute } from '../routes.js';
import { toSeconds } from '../time.js';

interface Parties {
  readonly from: string;
  readonly to: string;
}

function partiesOf({ auth }: SdkKeepers, msg: { fromAddress: string; toAddress: string }): Parties {
  const from = requireAccount(auth.addresses, msg.fromAddress, "invalid 'from' address");
  const to = requireAccount(auth.addresses, msg.toAddress, "invalid 'to' address");
  return { from, to };
}

function requireCoins(coins: Coins): void {
  if (coins.length === 0 || !isValidCoins(coins)) throw new CodedError(sdkErrors.invalidCoins, printCoins(coins));
}

function invalid(detail: string): CodedError {
  return new CodedError(sdkErrors.invalidRequest, detail);
}

function refuseAccount({ auth }: SdkKeepers, address: string): void {
  if (auth.account(address) !== undefined) throw invalid(`account ${address} already exists`);
}

/** Opens an account in the form that `make` gives it, around a new number, and pays its coins in. */
function open(
  { auth, bank }: SdkKeepers,
  { from, to }: Parties,
  coins: Coins,
  make: (base: BaseAccount) => Account,
): void {
  auth.set(make({ address: to, accountNumber: auth.nextAccountNumber(), sequence: 0n }));
  bank.send(from, to, coins);
}

const vesting = (baseAccount: BaseAccount, coins: Coins, endTime: bigint): BaseVestingAccount => ({
  baseAccount,
  originalVesting: toProtoCoins(coins),
  delegatedFree: [],
  delegatedVesting: [],
  endTime,
});

/** Coins that come free evenly until a time, or all at once then. */
function createVesting(keepers: SdkKeepers, now: bigint, msg: MsgCreateVestingAccount): void {
  const parties = partiesOf(keepers, msg);
  const coins = fromProtoCoins(msg.amount);
  requireCoins(coins);
  if (msg.endTime <= 0n) throw invalid('invalid end time');
  keepers.bank.requireSendEnabled(coins);
  keepers.bank.requireReceiver(parties.to);
  refuseAccount(keepers, parties.to);
  open(keepers, parties, coins, (base) => {
    const baseVestingAccount = vesting(base, coins, msg.endTime);
    if (msg.delayed) return { typeUrl: DelayedVestingAccount.typeUrl, message: { baseVestingAccount } };
    return { typeUrl: ContinuousVestingAccount.typeUrl, message: { baseVestingAccount, startTime: now } };
  });
}

/** Coins that never come free; they may be staked. */
function createLocked(keepers: SdkKeepers, msg: MsgCreatePermanentLockedAccount): void {
  const parties = partiesOf(keepers, msg);
  const coins = fromProtoCoins(msg.amount);
  requireCoins(coins);
  keepers.bank.requireSendEnabled(coins);
  keepers.bank.requireReceiver(parties.to);
  refuseAccount(keepers, parties.to);
  open(keepers, parties, coins, (base) => ({
    typeUrl: PermanentLockedAccount.typeUrl,
    message: { baseVestingAccount: vesting(base, coins, 0n) },
  }));
}

/** Coins that come free in portions. Cost: O(periods). */
function createPeriodic(keepers: SdkKeepers, msg: MsgCreatePeriodicVestingAccount): void {
  const { startTime, vestingPeriods } = msg;
  const parties = partiesOf(keepers, msg);
  if (startTime < 1n) throw invalid(`invalid start time of ${startTime}, length must be greater than 0`);
  let endTime = startTime;
  const portions = vestingPeriods.map(({ length, amount }, index) => {
    if (length < 1n)
      throw invalid(`invalid period length of ${length} in period ${index}, length must be greater than 0`);
    const portion = fromProtoCoins(amount);
    requireCoins(portion);
    endTime += length;
    return portion;
  });
  keepers.bank.requireReceiver(parties.to);
  refuseAccount(keepers, parties.to);
  const coins = toCoins(portions.flat());
  keepers.bank.requireSendEnabled(coins);
  if (portions.length === 0) throw plainError('vesting start-time cannot be before end-time');
  open(keepers, parties, coins, (base) => ({
    typeUrl: PeriodicVestingAccount.typeUrl,
    message: { baseVestingAccount: vesting(base, coins, endTime), startTime, vestingPeriods },
  }));
}

export const vestingMsgs: readonly SdkMsgRoute[] = [
  msgRoute([MsgCreateVestingAccount, MsgCreateVestingAccountResponse], {
    signers: ({ fromAddress }) => [fromAddress],
    handle({ block }, keepers, msg) {
      createVesting(keepers, toSeconds(block.time).seconds, msg);
      return {};
    },
  }),
  msgRoute([MsgCreatePermanentLockedAccount, MsgCreatePermanentLockedAccountResponse], {
    signers: ({ fromAddress }) => [fromAddress],
    handle(_ctx, keepers, msg) {
      createLocked(keepers, msg);
      return {};
    },
  }),
  msgRoute([MsgCreatePeriodicVestingAccount, MsgCreatePeriodicVestingAccountResponse], {
    signers: ({ fromAddress }) => [fromAddress],
    handle(_ctx, keepers, msg) {
      createPeriodic(keepers, msg);
      return {};
    },
  }),
];
