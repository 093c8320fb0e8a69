import { describe, expect, it } from 'vitest';
import {
  MsgDepositCollateral,
  MsgUpdateParams,
  MsgWithdrawCollateral,
} from '../../../src/gen/inference/collateral/tx.js';
import { brokenSdkInvariants } from '../../../src/sdk/invariants.js';
import { complaint } from '../../types/complaint.js';
import { failure } from '../../util/failure.js';
import { alice, balances, deliver as deliverUrl, gov, started } from '../people.js';
import { shown, type World } from '../world.js';

const deliver = (made: World, type: { readonly $type: string }, msg: object) =>
  deliverUrl(made, { typeUrl: `/${type.$type}` }, msg);

const start = () => started({ bank: balances([alice, 100n]) });
const of = (amount: bigint, denom = 'ngonka') => ({ participant: alice, amount: { denom, amount: String(amount) } });

describe('collateral', () => {
  it('is deposited, withdrawn, and paid when its epoch completes', () => {
    const made = start();
    expect(shown(deliver(made, MsgDepositCollateral, of(60n)).events).at(-1)).toBe(
      `deposit_collateral participant=${alice} amount=60ngonka`,
    );
    made.open().collateral.advanceEpoch(4n);
    const { response, events } = deliver(made, MsgWithdrawCollateral, of(20n));
    expect(response).toEqual({ completionEpoch: 6n });
    expect(shown(events)).toEqual([`withdraw_collateral participant=${alice} amount=20ngonka completion_epoch=6`]);
    deliver(made, MsgWithdrawCollateral, of(5n));
    expect(made.open().collateral.withdrawalsOf(alice)).toMatchObject([{ amount: { amount: '25' } }]);
    made.open().collateral.advanceEpoch(5n);
    expect(made.open().bank.balance(alice, 'ngonka')).toBe(40n);
    const { collateral, ctx } = made.open();
    collateral.advanceEpoch(6n);
    expect(shown(ctx.events.all).at(-1)).toBe(
      `process_withdrawal participant=${alice} amount=25ngonka completion_epoch=6`,
    );
    expect(made.open().bank.balance(alice, 'ngonka')).toBe(65n);
    expect(brokenSdkInvariants(made.open())).toEqual([]);
  });

  it('is slashed where it lies and where it is on its way out, cut to whole units', () => {
    const made = start();
    deliver(made, MsgDepositCollateral, of(99n));
    deliver(made, MsgWithdrawCollateral, of(44n));
    const { collateral, ctx } = made.open();
    collateral.slash(alice, 10n ** 17n);
    expect(shown(ctx.events.all).at(-1)).toBe(
      `slash_collateral participant=${alice} slash_amount=9ngonka slash_fraction=0.100000000000000000`,
    );
    expect(made.open().collateral.collateral(alice)).toEqual({ denom: 'ngonka', amount: 50n });
    collateral.slash(alice, 10n ** 18n);
    expect(made.open().collateral.collateral(alice)).toBeUndefined();
    expect(made.open().bank.supply('ngonka')).toBe(1n);
    expect(brokenSdkInvariants(made.open())).toEqual([]);
  });

  it('slashing nobody does nothing', () => {
    const { collateral, ctx } = start().open();
    collateral.slash(alice, 1n);
    expect(ctx.events.all).toEqual([]);
  });

  it.each([
    [
      'another coin',
      MsgDepositCollateral,
      of(1n, 'foo'),
      'collateral/1102 only ngonka denomination is accepted for collateral, got foo: invalid denomination',
    ],
    ['nothing', MsgDepositCollateral, of(0n), 'sdk/10 0ngonka: invalid coins'],
    [
      'more than there is',
      MsgDepositCollateral,
      of(101n),
      'sdk/5 spendable balance 100ngonka is smaller than 101ngonka: insufficient funds',
    ],
    [
      'a participant that is none',
      MsgDepositCollateral,
      { ...of(1n), participant: 'x' },
      'sdk/7 invalid participant address: decoding bech32 failed: invalid bech32 string length 1: invalid address',
    ],
    [
      'withdrawing too much',
      MsgWithdrawCollateral,
      of(31n),
      'collateral/1101 collateral 30ngonka is less than withdrawal amount 31ngonka: insufficient collateral',
    ],
    [
      'withdrawing another coin',
      MsgWithdrawCollateral,
      of(1n, 'foo'),
      'collateral/1102 only ngonka denomination is accepted for collateral, got foo: invalid denomination',
    ],
    [
      'parameters from a stranger',
      MsgUpdateParams,
      { authority: alice, params: { unbondingPeriodEpochs: 2n } },
      `gov/13 invalid authority; expected ${gov}, got ${alice}: expected gov account as only signer for proposal message`,
    ],
    ['no parameters', MsgUpdateParams, { authority: gov }, 'sdk/18 params cannot be empty: invalid request'],
  ])('refuses %s', (_what, type, msg, text) => {
    const made = start();
    if (type === MsgWithdrawCollateral) deliver(made, MsgDepositCollateral, of(30n));
    expect(complaint(() => deliver(made, type, msg))).toBe(text);
  });

  it.each([0n, -1n, 10n ** 18n + 1n])('refuses a fraction of %s', (fraction) => {
    expect(failure(() => start().open().collateral.slash(alice, fraction))).toBe('collateral/1103');
  });
});
