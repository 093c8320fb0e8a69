import {
  ContinuousVestingAccount,
  DelayedVestingAccount,
  PeriodicVestingAccount,
  PermanentLockedAccount,
} from 'cosmjs-types/cosmos/vesting/v1beta1/vesting';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../src/sdk/auth/account.js';
import { lockedCoins } from '../../../src/sdk/auth/vesting.js';
import { printCoins } from '../../../src/sdk/coins.js';
import { failure } from '../../util/failure.js';
import { alice, balances, bob, coins, started } from '../people.js';

const base = {
  baseAccount: { address: alice, accountNumber: 0n, sequence: 0n },
  originalVesting: [{ denom: 'ngonka', amount: '100' }],
  delegatedFree: [],
  delegatedVesting: [],
  endTime: 2000n,
};
const of = (type: { typeUrl: string }, message: object): Account => ({
  typeUrl: type.typeUrl,
  message: message as never,
});
const continuous = of(ContinuousVestingAccount, { baseVestingAccount: base, startTime: 1000n });
const delayed = of(DelayedVestingAccount, { baseVestingAccount: base });
const permanent = of(PermanentLockedAccount, { baseVestingAccount: base });
const periodic = of(PeriodicVestingAccount, {
  baseVestingAccount: base,
  startTime: 1000n,
  vestingPeriods: [
    { length: 300n, amount: [{ denom: 'ngonka', amount: '40' }] },
    { length: 700n, amount: [{ denom: 'ngonka', amount: '60' }] },
  ],
});

describe('locked coins', () => {
  it.each([
    ['continuous', continuous, 1000n, '100ngonka'],
    ['continuous', continuous, 1333n, '67ngonka'],
    ['continuous', continuous, 2000n, ''],
    ['delayed', delayed, 1999n, '100ngonka'],
    ['delayed', delayed, 2000n, ''],
    ['permanent', permanent, 9999n, '100ngonka'],
    ['periodic', periodic, 1299n, '100ngonka'],
    ['periodic', periodic, 1300n, '60ngonka'],
    ['periodic', periodic, 2000n, ''],
  ])('%s at %#', (_kind, account, now, locked) => expect(printCoins(lockedCoins(account, now))).toBe(locked));

  it('are less by what is delegated', () => {
    const delegated = { ...base, delegatedVesting: [{ denom: 'ngonka', amount: '30' }] };
    expect(printCoins(lockedCoins(of(PermanentLockedAccount, { baseVestingAccount: delegated }), 0n))).toBe('70ngonka');
  });

  it('cannot be sent', () => {
    const made = started({ bank: balances([alice, 130n]) });
    const { auth, bank } = made.open();
    auth.set(permanent);
    expect(bank.spendable(alice, 'ngonka')).toBe(30n);
    expect(failure(() => bank.send(alice, bob, coins(31n)))).toBe('sdk/5');
    bank.send(alice, bob, coins(30n));
    expect(bank.spendable(alice, 'ngonka')).toBe(0n);
  });
});
