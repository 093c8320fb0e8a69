import type { BaseVestingAccount } from 'cosmjs-types/cosmos/vesting/v1beta1/vesting';
import { minOf } from '../../util/int.js';
import { addCoins, amountOf, type Coins, fromProtoCoins, subCoins, toProtoCoins } from '../coins.js';
import type { Account } from './account.js';
import { lockedCoins } from './vesting.js';

// A vesting account remembers which of its delegated coins were locked: those come back locked.

/** The account after it delegated coins: locked ones first. The same object for an account without a schedule. `now` in seconds. */
export function withDelegated(account: Account, coins: Coins, now: bigint): Account {
  const locked = lockedCoins(account, now);
  return withVesting(account, (vesting) => {
    const vested = coins.map(({ denom, amount }) => ({ denom, amount: minOf(amountOf(locked, denom), amount) }));
    return moved(vesting, addCoins(delegatedFree(vesting), subCoins(coins, vested)), (held) => addCoins(held, vested));
  });
}

/** The account after it got delegated coins back: free ones first. The same object for an account without a schedule. */
export function withUndelegated(account: Account, coins: Coins): Account {
  return withVesting(account, (vesting) => {
    const free = delegatedFree(vesting);
    const fromFree = coins.map(({ denom, amount }) => ({ denom, amount: minOf(amountOf(free, denom), amount) }));
    const rest = subCoins(coins, fromFree);
    return moved(vesting, subCoins(free, fromFree), (held) =>
      subCoins(
        held,
        rest.map(({ denom, amount }) => ({ denom, amount: minOf(amountOf(held, denom), amount) })),
      ),
    );
  });
}

const delegatedFree = (vesting: BaseVestingAccount): Coins => fromProtoCoins(vesting.delegatedFree);

const moved = (vesting: BaseVestingAccount, free: Coins, locked: (held: Coins) => Coins): BaseVestingAccount => ({
  ...vesting,
  delegatedFree: toProtoCoins(free),
  delegatedVesting: toProtoCoins(locked(fromProtoCoins(vesting.delegatedVesting))),
});

function withVesting(account: Account, change: (vesting: BaseVestingAccount) => BaseVestingAccount): Account {
  const { typeUrl, message } = account;
  if (!('baseVestingAccount' in message) || !message.baseVestingAccount) return account;
  return { typeUrl, message: { ...message, baseVestingAccount: change(message.baseVestingAccount) } };
}
