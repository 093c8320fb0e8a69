import {
  ContinuousVestingAccount,
  DelayedVestingAccount,
  PeriodicVestingAccount,
  PermanentLockedAccount,
} from 'cosmjs-types/cosmos/vesting/v1beta1/vesting';
import { minOf } from '../../util/int.js';
import * as dec from '../../util/legacyDec.js';
import { amountOf, type Coins, fromProtoCoins, subCoins, toCoins } from '../coins.js';
import type { Account } from './account.js';

/** The coins of an account that are still locked by its vesting schedule; `now` in seconds since the Unix epoch. */
export function lockedCoins(account: Account, now: bigint): Coins {
  if (!('baseVestingAccount' in account.message)) return [];
  const vesting = account.message.baseVestingAccount;
  if (!vesting) return [];
  const original = fromProtoCoins(vesting.originalVesting);
  const unvested = subCoins(original, vestedCoins(account, original, now));
  const delegated = fromProtoCoins(vesting.delegatedVesting);
  return toCoins(
    unvested.map(({ denom, amount }) => ({ denom, amount: amount - minOf(amount, amountOf(delegated, denom)) })),
  );
}

function vestedCoins({ typeUrl, message }: Account, original: Coins, now: bigint): Coins {
  switch (typeUrl) {
    case ContinuousVestingAccount.typeUrl:
      return vestedLinearly(message as ContinuousVestingAccount, original, now);
    case DelayedVestingAccount.typeUrl:
      return now >= (message as DelayedVestingAccount).baseVestingAccount!.endTime ? original : [];
    case PeriodicVestingAccount.typeUrl:
      return vestedByPeriods(message as PeriodicVestingAccount, original, now);
    case PermanentLockedAccount.typeUrl:
      return [];
    default:
      return original;
  }
}

/** The share of the elapsed time, rounded as the SDK rounds: quotient half to even, amount to the nearest. */
function vestedLinearly(account: ContinuousVestingAccount, original: Coins, now: bigint): Coins {
  const [start, end] = [account.startTime, account.baseVestingAccount!.endTime];
  if (now <= start) return [];
  if (now >= end) return original;
  const share = dec.quo(dec.fromInt(now - start), dec.fromInt(end - start));
  return original.map(({ denom, amount }) => ({ denom, amount: dec.roundInt(dec.mul(dec.fromInt(amount), share)) }));
}

/** The sum of the periods that have passed. Cost: O(periods). */
function vestedByPeriods(account: PeriodicVestingAccount, original: Coins, now: bigint): Coins {
  if (now <= account.startTime) return [];
  if (now >= account.baseVestingAccount!.endTime) return original;
  let ends = account.startTime;
  let vested: Coins = [];
  for (const period of account.vestingPeriods) {
    ends += period.length;
    if (now < ends) break;
    vested = toCoins([...vested, ...fromProtoCoins(period.amount)]);
  }
  return vested;
}
