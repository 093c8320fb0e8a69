import {
  MsgCreatePeriodicVestingAccount,
  MsgCreatePermanentLockedAccount,
  MsgCreateVestingAccount,
} from 'cosmjs-types/cosmos/vesting/v1beta1/tx';
import {
  ContinuousVestingAccount,
  DelayedVestingAccount,
  PeriodicVestingAccount,
  PermanentLockedAccount,
} from 'cosmjs-types/cosmos/vesting/v1beta1/vesting';
import { describe, expect, it } from 'vitest';
import { vestingModule } from '../../../src/sdk/vesting/module.js';
import { complaint } from '../../types/complaint.js';
import { addresses, alice, balances, bob, carol, deliver, protoCoins, started } from '../people.js';
import { second, shown, type World } from '../world.js';

/** Alice has coins, and Bob an account. */
function start(): World {
  const made = started({ bank: balances([alice, 100n]) });
  made.open().auth.create(bob);
  return made;
}

const now = start().block.time / second;
const between = { fromAddress: alice, toAddress: carol };
const whole = { ...between, amount: protoCoins(100n), endTime: now + 100n, delayed: false };
const periods = (...parts: readonly (readonly [length: bigint, amount: bigint])[]) =>
  parts.map(([length, amount]) => ({ length, amount: protoCoins(amount) }));

/** What carol may spend so many seconds later. */
function spendable(made: World, ...later: readonly bigint[]): bigint[] {
  const { block } = made;
  return later.map((seconds) => {
    made.block = { ...block, time: block.time + seconds * second };
    return made.open().bank.spendable(carol, 'ngonka');
  });
}

describe('an account whose coins come free over time', () => {
  it('is opened with its coins, and tells the sending', () => {
    const made = start();
    const { response, events } = deliver(made, MsgCreateVestingAccount, whole);
    expect(response).toEqual({});
    expect(shown(events)).toEqual([
      `coin_spent spender=${alice} amount=100ngonka`,
      `coin_received receiver=${carol} amount=100ngonka`,
      `transfer recipient=${carol} sender=${alice} amount=100ngonka`,
      `message sender=${alice}`,
    ]);
    const { typeUrl, message } = made.open().auth.account(carol)!;
    expect(typeUrl).toBe(ContinuousVestingAccount.typeUrl);
    expect(message).toMatchObject({ startTime: now, baseVestingAccount: { endTime: now + 100n } });
    expect(spendable(made, 0n, 25n, 100n)).toEqual([0n, 25n, 100n]);
  });

  it('may give them all at once in the end', () => {
    const made = start();
    deliver(made, MsgCreateVestingAccount, { ...whole, delayed: true });
    expect(made.open().auth.account(carol)!.typeUrl).toBe(DelayedVestingAccount.typeUrl);
    expect(spendable(made, 99n, 100n)).toEqual([0n, 100n]);
  });

  it('may give them in portions', () => {
    const made = start();
    const vestingPeriods = periods([10n, 30n], [20n, 70n]);
    deliver(made, MsgCreatePeriodicVestingAccount, { ...between, startTime: now, vestingPeriods });
    const { typeUrl, message } = made.open().auth.account(carol)!;
    expect(typeUrl).toBe(PeriodicVestingAccount.typeUrl);
    expect(message).toMatchObject({ vestingPeriods, baseVestingAccount: { originalVesting: protoCoins(100n) } });
    expect(spendable(made, 9n, 10n, 29n, 30n)).toEqual([0n, 30n, 30n, 100n]);
  });

  it('may never give them', () => {
    const made = start();
    deliver(made, MsgCreatePermanentLockedAccount, { ...between, amount: protoCoins(100n) });
    expect(made.open().auth.account(carol)!.typeUrl).toBe(PermanentLockedAccount.typeUrl);
    expect(spendable(made, 1_000_000n)).toEqual([0n]);
  });

  const exists = `sdk/18 account ${bob} already exists: invalid request`;
  const closed = addresses.module('distribution');
  const refused = `sdk/4 ${closed} is not allowed to receive funds: unauthorized`;
  it.each([
    [MsgCreateVestingAccount, { ...whole, fromAddress: 'x' }, "sdk/7 invalid 'from' address: decoding bech32 failed"],
    [MsgCreateVestingAccount, { ...whole, toAddress: '' }, "sdk/7 invalid 'to' address: empty address string"],
    [MsgCreateVestingAccount, { ...whole, amount: [] }, 'sdk/10 invalid coins'],
    [MsgCreateVestingAccount, { ...whole, endTime: 0n }, 'sdk/18 invalid end time: invalid request'],
    [MsgCreateVestingAccount, { ...whole, toAddress: closed }, refused],
    [MsgCreateVestingAccount, { ...whole, toAddress: bob }, exists],
    [MsgCreateVestingAccount, { ...whole, amount: protoCoins(101n) }, 'sdk/5 spendable balance 100ngonka is smaller'],
    [MsgCreatePermanentLockedAccount, { ...between, amount: protoCoins(0n) }, 'sdk/10 0ngonka: invalid coins'],
    [MsgCreatePermanentLockedAccount, { ...between, toAddress: bob, amount: protoCoins(1n) }, exists],
    [
      MsgCreatePeriodicVestingAccount,
      { ...between, startTime: 0n, vestingPeriods: periods([1n, 1n]) },
      'sdk/18 invalid start time of 0, length must be greater than 0: invalid request',
    ],
    [
      MsgCreatePeriodicVestingAccount,
      { ...between, startTime: 1n, vestingPeriods: periods([1n, 1n], [0n, 1n]) },
      'sdk/18 invalid period length of 0 in period 1, length must be greater than 0: invalid request',
    ],
    [
      MsgCreatePeriodicVestingAccount,
      { ...between, startTime: 1n, vestingPeriods: [] },
      'undefined/1 vesting start-time cannot be before end-time',
    ],
    [
      MsgCreatePeriodicVestingAccount,
      { ...between, toAddress: bob, startTime: 1n, vestingPeriods: periods([1n, 1n]) },
      exists,
    ],
  ])('is refused: %#', (type, msg, expected) => {
    expect(complaint(() => deliver(start(), type as { typeUrl: string }, msg))).toContain(expected);
  });
});

describe("the module's genesis", () => {
  it('is empty', () => {
    const module = vestingModule();
    expect(module.exportGenesis(undefined as never, undefined as never)).toEqual({});
    expect(complaint(() => module.validateGenesis({}))).toBe('no complaint');
    expect(complaint(() => module.validateGenesis({ x: 1 }))).toContain('gonka-sim/20 vesting.x: unknown field');
  });
});
