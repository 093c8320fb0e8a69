import { BondStatus } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import {
  MsgBeginRedelegate,
  MsgCancelUnbondingDelegation,
  MsgCreateValidator,
  MsgDelegate,
  MsgEditValidator,
  MsgUndelegate,
} from 'cosmjs-types/cosmos/staking/v1beta1/tx';
import { describe, expect, it } from 'vitest';
import { brokenSdkInvariants } from '../../../src/sdk/invariants.js';
import { slash } from '../../../src/sdk/staking/slash.js';
import * as dec from '../../../src/util/legacyDec.js';
import { failure } from '../../util/failure.js';
import { addresses, alice, ask, bob, carol, deliver } from '../people.js';
import {
  consensusBytes,
  creation,
  endBlock,
  million,
  operator,
  percent,
  plain,
  plainWithValidators,
} from '../plain.js';
import { shown, type World } from '../world.js';

const coin = (amount: bigint, denom = 'ngonka') => ({ denom, amount: String(amount) });
const to = (account: string, amount: bigint) => ({
  delegatorAddress: carol,
  validatorAddress: operator(account),
  amount: coin(amount),
});
const pools = (made: World) => {
  const { bank } = made.open();
  const held = (pool: string) => bank.balance(addresses.module(pool), 'ngonka');
  return [held('bonded_tokens_pool'), held('not_bonded_tokens_pool')];
};
const coinsOf = (made: World, account: string) => made.open().bank.balance(account, 'ngonka');

describe('plain staking', () => {
  it('moves coins into the pools: not bonded at first, bonded with the working set', () => {
    const made = plain();
    deliver(made, MsgCreateValidator, creation(alice, 1, 3n * million));
    expect(coinsOf(made, alice)).toBe(97n * million);
    expect(pools(made)).toEqual([0n, 3n * million]);
    endBlock(made);
    expect(pools(made)).toEqual([3n * million, 0n]);
    expect(made.open().staking.totalBondedTokens()).toBe(3n * million);
    expect([...made.open().staking.schema.lastPowers.values()]).toEqual([3n]);
    expect(brokenSdkInvariants(made.open())).toEqual([]);
  });

  it('takes a delegation, and gives the coins back after the unbonding time', () => {
    const made = plainWithValidators();
    const { events } = deliver(made, MsgDelegate, to(alice, million));
    expect(shown(events).slice(0, 2)).toEqual([
      `coin_spent spender=${carol} amount=1000000ngonka`,
      `coin_received receiver=${addresses.module('bonded_tokens_pool')} amount=1000000ngonka`,
    ]);
    expect(coinsOf(made, carol)).toBe(99n * million);
    deliver(made, MsgUndelegate, to(alice, million));
    expect(pools(made)).toEqual([4n * million, million]);
    made.nextBlock(1_814_400n);
    endBlock(made);
    expect(coinsOf(made, carol)).toBe(100n * million);
    expect(pools(made)).toEqual([4n * million, 0n]);
  });

  it('unbonds less than a unit of power out of the set', () => {
    const made = plainWithValidators();
    deliver(made, MsgUndelegate, { ...to(bob, 1n), delegatorAddress: bob });
    endBlock(made);
    expect(made.open().staking.requireValidator(operator(bob)).status).toBe(BondStatus.BOND_STATUS_UNBONDING);
    expect(pools(made)).toEqual([3n * million, million]);
  });

  it.each([
    ['more than one has', to(alice, 101n * million), 'sdk/5'],
    ['another coin', { ...to(alice, 1n), amount: coin(1n, 'foo') }, 'sdk/18'],
  ])('refuses %s', (_what, msg, code) =>
    expect(failure(() => deliver(plainWithValidators(), MsgDelegate, msg))).toBe(code),
  );
});

describe('redelegations', () => {
  const move = (amount: bigint) => ({
    delegatorAddress: carol,
    validatorSrcAddress: operator(alice),
    validatorDstAddress: operator(bob),
    amount: coin(amount),
  });

  const delegated = (): World => {
    const made = plainWithValidators();
    deliver(made, MsgDelegate, to(alice, 2n * million));
    return made;
  };

  it('move shares at once and bind for the unbonding time', () => {
    const made = delegated();
    const { events } = deliver(made, MsgBeginRedelegate, move(million));
    expect(shown(events).at(-1)).toContain(`redelegate source_validator=${operator(alice)}`);
    const { staking } = made.open();
    expect(staking.requireValidator(operator(bob)).tokens).toBe(String(2n * million));
    const path = '/cosmos.staking.v1beta1.Query/Redelegations';
    const none = { delegatorAddr: '', srcValidatorAddr: '', dstValidatorAddr: '' };
    const answers = [
      { ...none, delegatorAddr: carol },
      { ...none, srcValidatorAddr: operator(alice) },
    ].map((request) =>
      ask<object, { redelegationResponses: { entries: { balance: string }[] }[] }>(made, path, request),
    );
    for (const { redelegationResponses } of answers)
      expect(redelegationResponses[0]!.entries[0]!.balance).toBe('1000000');
    made.nextBlock(1_814_400n);
    expect(shown(endBlock(made))).toEqual([
      `complete_redelegation amount=1000000ngonka delegator=${carol} ` +
        `source_validator=${operator(alice)} destination_validator=${operator(bob)}`,
    ]);
    expect([...made.open().staking.schema.redelegations.keys()]).toEqual([]);
  });

  it.each([
    ['to the same validator', { validatorDstAddress: operator(alice) }, 'staking/29'],
    ['to nobody', { validatorDstAddress: operator(carol) }, 'staking/31'],
    ['from nobody', { validatorSrcAddress: operator(carol) }, 'staking/3'],
    ['more than there is', { amount: coin(3n * million) }, 'sdk/18'],
  ])('are refused %s', (_what, part, code) =>
    expect(failure(() => deliver(delegated(), MsgBeginRedelegate, { ...move(1n), ...part }))).toBe(code),
  );

  it('are refused onwards, and beyond the number of entries', () => {
    const made = delegated();
    deliver(made, MsgBeginRedelegate, move(million));
    const back = { ...move(1n), validatorSrcAddress: operator(bob), validatorDstAddress: operator(alice) };
    expect(failure(() => deliver(made, MsgBeginRedelegate, back))).toBe('staking/32');
    for (let entry = 1; entry < 7; entry++) deliver(made, MsgBeginRedelegate, move(1n));
    expect(failure(() => deliver(made, MsgBeginRedelegate, move(1n)))).toBe('staking/33');
  });
});

describe('cancelling an unbonding', () => {
  const unbonding = (): World => {
    const made = plainWithValidators();
    deliver(made, MsgDelegate, to(alice, 2n * million));
    deliver(made, MsgUndelegate, to(alice, million));
    return made;
  };

  it('delegates again, in part or all of it', () => {
    const made = unbonding();
    const creationHeight = made.block.height;
    deliver(made, MsgCancelUnbondingDelegation, { ...to(alice, 400_000n), creationHeight });
    expect(made.open().staking.unbonding(carol, operator(alice))!.entries).toMatchObject([
      { balance: '600000', initialBalance: '600000' },
    ]);
    const { events } = deliver(made, MsgCancelUnbondingDelegation, { ...to(alice, 600_000n), creationHeight });
    expect(shown(events).at(-1)).toContain('cancel_unbonding_delegation amount=600000ngonka');
    expect(made.open().staking.unbonding(carol, operator(alice))).toBeUndefined();
    expect(pools(made)).toEqual([6n * million, 0n]);
  });

  it.each([
    ['of another height', { creationHeight: 99n }, 'sdk/38'],
    ['of no height', { creationHeight: 0n }, 'sdk/18'],
    ['of more', { amount: coin(2n * million) }, 'sdk/18'],
    ['of nobody', { delegatorAddress: alice }, 'grpc/5'],
  ])('is refused %s', (_what, part, code) => {
    const made = unbonding();
    const msg = { ...to(alice, 1n), creationHeight: made.block.height, ...part };
    expect(failure(() => deliver(made, MsgCancelUnbondingDelegation, msg))).toBe(code);
  });

  it('is refused with a jailed validator', () => {
    const made = unbonding();
    const { staking } = made.open();
    staking.jail(staking.requireValidator(operator(alice)));
    const msg = { ...to(alice, 1n), creationHeight: made.block.height };
    expect(failure(() => deliver(made, MsgCancelUnbondingDelegation, msg))).toBe('staking/7');
  });
});

describe('MsgEditValidator', () => {
  const unchanged = '[do-not-modify]';
  const edit = {
    description: {
      moniker: 'new',
      identity: unchanged,
      website: unchanged,
      securityContact: unchanged,
      details: unchanged,
    },
    validatorAddress: operator(alice),
    commissionRate: '',
    minSelfDelegation: '',
  };

  it('changes what is named, and the rate once a day', () => {
    const made = plainWithValidators();
    deliver(made, MsgEditValidator, { ...edit, minSelfDelegation: '5' });
    expect(made.open().staking.requireValidator(operator(alice))).toMatchObject({
      description: { moniker: 'new', identity: '' },
      minSelfDelegation: '5',
    });
    const rise = { ...edit, commissionRate: percent(11n) };
    expect(failure(() => deliver(made, MsgEditValidator, rise))).toBe('staking/12');
    made.nextBlock(86_400n);
    deliver(made, MsgEditValidator, rise);
    expect(made.open().staking.requireValidator(operator(alice)).commission.commissionRates.rate).toBe(percent(11n));
  });

  it.each([
    [
      'nothing',
      {
        description: { ...edit.description, moniker: '', identity: '', website: '', securityContact: '', details: '' },
      },
      'sdk/18',
    ],
    ['a text that is too long', { description: { ...edit.description, moniker: 'x'.repeat(71) } }, 'sdk/18'],
    ['a smaller minimum', { minSelfDelegation: '1' }, 'staking/17'],
    ['a minimum above the stake', { minSelfDelegation: String(4n * million) }, 'staking/16'],
    ['a minimum of nothing', { minSelfDelegation: '0' }, 'sdk/18'],
    ['a rate above 1', { commissionRate: percent(101n) }, 'sdk/18'],
    ['a rate above the maximum', { commissionRate: percent(21n) }, 'staking/11'],
    ['too large a step', { commissionRate: percent(12n) }, 'staking/15'],
    ['nobody', { validatorAddress: operator(carol) }, 'staking/3'],
  ])('refuses %s', (_what, part, code) => {
    const made = plainWithValidators();
    made.nextBlock(86_400n);
    expect(failure(() => deliver(made, MsgEditValidator, { ...edit, ...part }))).toBe(code);
  });
});

describe('a slash', () => {
  const fault = (height: bigint) => ({
    address: consensusBytes(1),
    height,
    power: 5n,
    fraction: dec.parse('0.1'),
  });

  it('burns the tokens of the validator, and what has left since the fault', () => {
    const made = plainWithValidators();
    deliver(made, MsgDelegate, to(alice, 2n * million));
    endBlock(made);
    const before = made.open().bank.supply('ngonka');
    made.nextBlock(1n);
    deliver(made, MsgUndelegate, to(alice, million));
    deliver(made, MsgBeginRedelegate, {
      delegatorAddress: carol,
      validatorSrcAddress: operator(alice),
      validatorDstAddress: operator(bob),
      amount: coin(million),
    });
    const faultAt = made.block.height;
    made.nextBlock(1n);
    expect(slash(made.open().staking, fault(faultAt))).toBe(300_000n);
    const { staking, bank } = made.open();
    expect(staking.unbonding(carol, operator(alice))!.entries).toMatchObject([{ balance: '900000' }]);
    expect(staking.requireValidator(operator(alice)).tokens).toBe('2700000');
    expect(staking.requireValidator(operator(bob)).tokens).toBe('1900000');
    expect(bank.supply('ngonka')).toBe(before - 500_000n);
    expect(pools(made)).toEqual([4_600_000n, 900_000n]);
    expect(brokenSdkInvariants(made.open())).toEqual([]);
  });

  it('takes no more than there is, and nothing of who is unknown', () => {
    const made = plainWithValidators();
    const { staking } = made.open();
    expect(slash(staking, { ...fault(made.block.height), power: 500n })).toBe(3n * million);
    expect(slash(staking, { ...fault(1n), address: consensusBytes(9) })).toBe(0n);
  });
});
