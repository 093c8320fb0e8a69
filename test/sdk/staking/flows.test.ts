import { BondStatus } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import {
  MsgCreateValidator,
  MsgDelegate,
  MsgUndelegate,
  MsgUpdateParams,
} from 'cosmjs-types/cosmos/staking/v1beta1/tx';
import { describe, expect, it } from 'vitest';
import { brokenSdkInvariants } from '../../../src/sdk/invariants.js';
import { stakingModule } from '../../../src/sdk/staking/module.js';
import { packConsensusKey } from '../../../src/sdk/staking/validator.js';
import { complaint } from '../../types/complaint.js';
import { failure } from '../../util/failure.js';
import { addresses, alice, bob, carol, dave, deliver, gov, started } from '../people.js';
import { shown, type World } from '../world.js';

const key = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const operator = (account: string): string => addresses.operatorOf(account);
const dec = (percent: bigint): string => String(percent * 10n ** 16n);

const creation = (account: string, byte: number, amount = '10') => ({
  description: { moniker: 'm', identity: '', website: '', securityContact: '', details: '' },
  commission: { rate: dec(10n), maxRate: dec(20n), maxChangeRate: dec(1n) },
  minSelfDelegation: '1',
  delegatorAddress: '',
  validatorAddress: operator(account),
  pubkey: packConsensusKey(key(byte)),
  value: { denom: 'ngonka', amount },
});

function endBlock(made: World) {
  const keepers = made.open();
  const updates = stakingModule(made.config).endBlock!(keepers.ctx, keepers);
  expect(brokenSdkInvariants(made.open())).toEqual([]);
  return { updates, events: keepers.ctx.events.all };
}

/** Alice's validator of 10, in the working set. */
function withAlice(): World {
  const made = started();
  deliver(made, MsgCreateValidator, creation(alice, 1));
  endBlock(made);
  return made;
}

describe('MsgCreateValidator', () => {
  it('makes a validator that joins the set at the end of the block', () => {
    const made = started();
    const { events } = deliver(made, MsgCreateValidator, creation(alice, 1));
    expect(shown(events)).toEqual([`create_validator validator=${operator(alice)} amount=10ngonka`]);
    expect(endBlock(made).updates).toEqual([{ pubKey: key(1), power: 10n }]);
    expect(endBlock(made).updates).toEqual([]);
    expect(made.open().staking.bonded()).toEqual([
      { operatorAddress: operator(alice), consensusKey: key(1), tokens: 10n },
    ]);
  });

  const good = creation(bob, 2);
  it.each([
    ['an operator that has one', creation(alice, 2), 'staking/4'],
    ['a key that is taken', creation(bob, 1), 'staking/5'],
    [
      'a key of another kind',
      { ...good, pubkey: { typeUrl: '/cosmos.crypto.secp256k1.PubKey', value: key(1) } },
      'staking/6',
    ],
    ['no key', { ...good, pubkey: undefined }, 'staking/39'],
    ['another coin', { ...good, value: { denom: 'foo', amount: '10' } }, 'sdk/18'],
    ['nothing', { ...good, value: { denom: 'ngonka', amount: '0' } }, 'sdk/18'],
    ['less than its own minimum', { ...good, minSelfDelegation: '11' }, 'staking/16'],
    ['no minimum', { ...good, minSelfDelegation: '0' }, 'sdk/18'],
    ['no description', { ...good, description: { ...good.description, moniker: '' } }, 'sdk/18'],
    ['a rate above its maximum', { ...good, commission: { ...good.commission, rate: dec(21n) } }, 'staking/11'],
    ['a maximum above 1', { ...good, commission: { ...good.commission, maxRate: dec(101n) } }, 'staking/10'],
    ['a negative rate', { ...good, commission: { ...good.commission, rate: '-1' } }, 'staking/9'],
    ['a negative change', { ...good, commission: { ...good.commission, maxChangeRate: '-1' } }, 'staking/13'],
    [
      'a change above its maximum',
      { ...good, commission: { ...good.commission, maxChangeRate: dec(30n) } },
      'staking/14',
    ],
    ['an account as operator', { ...good, validatorAddress: bob }, 'sdk/7'],
  ])('refuses %s', (_what, msg, code) =>
    expect(failure(() => deliver(withAlice(), MsgCreateValidator, msg))).toBe(code),
  );

  it('keeps to the minimum commission that gov set', () => {
    const made = withAlice();
    const params = { ...made.open().staking.params, minCommissionRate: dec(15n) };
    expect(failure(() => deliver(made, MsgUpdateParams, { authority: alice, params }))).toBe('gov/13');
    deliver(made, MsgUpdateParams, { authority: gov, params });
    expect(complaint(() => deliver(made, MsgCreateValidator, good))).toBe(
      'staking/40 cannot set validator commission to less than minimum rate of 0.150000000000000000: ' +
        'commission cannot be less than min rate',
    );
  });
});

describe('delegations', () => {
  const delegation = {
    delegatorAddress: carol,
    validatorAddress: operator(alice),
    amount: { denom: 'ngonka', amount: '5' },
  };

  it('raise power, come out after the unbonding time, and move no coins', () => {
    const made = withAlice();
    expect(shown(deliver(made, MsgDelegate, delegation).events)).toEqual([
      `delegate validator=${operator(alice)} delegator=${carol} amount=5ngonka new_shares=5.000000000000000000`,
    ]);
    expect(endBlock(made).updates).toEqual([{ pubKey: key(1), power: 15n }]);
    const { response, events } = deliver(made, MsgUndelegate, delegation);
    expect(response.amount).toEqual({ denom: 'ngonka', amount: '5' });
    expect(shown(events)[0]).toContain('unbond validator=');
    expect(endBlock(made).updates).toEqual([{ pubKey: key(1), power: 10n }]);
    expect(made.open().staking.delegation(carol, operator(alice))).toBeUndefined();
    made.nextBlock(1_814_399n);
    expect(shown(endBlock(made).events)).toEqual([]);
    made.nextBlock(1n);
    expect(shown(endBlock(made).events)).toEqual([
      `complete_unbonding amount=5ngonka validator=${operator(alice)} delegator=${carol}`,
    ]);
    expect(made.open().staking.unbonding(carol, operator(alice))).toBeUndefined();
  });

  it('of one block unbond as one entry', () => {
    const made = withAlice();
    deliver(made, MsgDelegate, delegation);
    const part = { ...delegation, amount: { denom: 'ngonka', amount: '2' } };
    deliver(made, MsgUndelegate, part);
    deliver(made, MsgUndelegate, part);
    expect(made.open().staking.unbonding(carol, operator(alice))!.entries).toMatchObject([
      { balance: '4', unbondingId: 1n },
    ]);
  });

  it('an operator who leaves too little for himself is jailed', () => {
    const made = withAlice();
    deliver(made, MsgDelegate, delegation);
    deliver(made, MsgUndelegate, { ...delegation, delegatorAddress: alice, amount: { denom: 'ngonka', amount: '10' } });
    expect(made.open().staking.requireValidator(operator(alice)).jailed).toBe(true);
    expect(endBlock(made).updates).toEqual([{ pubKey: key(1), power: 0n }]);
  });

  it.each([
    ['an unknown validator', MsgDelegate, { validatorAddress: operator(bob) }, 'staking/3'],
    ['another coin', MsgDelegate, { amount: { denom: 'foo', amount: '1' } }, 'sdk/18'],
    ['nothing', MsgDelegate, { amount: { denom: 'ngonka', amount: '0' } }, 'sdk/18'],
    ['a delegator that is none', MsgDelegate, { delegatorAddress: 'x' }, 'sdk/7'],
    ['undelegating without delegation', MsgUndelegate, { delegatorAddress: dave }, 'staking/19'],
    ['undelegating too much', MsgUndelegate, { amount: { denom: 'ngonka', amount: '6' } }, 'sdk/18'],
  ] as const)('refuses %s', (_what, type, part, code) => {
    const made = withAlice();
    deliver(made, MsgDelegate, delegation);
    expect(failure(() => deliver(made, type, { ...delegation, ...part }))).toBe(code);
  });

  it('refuses too many unbondings at a time', () => {
    const made = withAlice();
    deliver(made, MsgDelegate, { ...delegation, amount: { denom: 'ngonka', amount: '50' } });
    for (let entry = 0; entry < 7; entry++) {
      made.nextBlock(1n);
      deliver(made, MsgUndelegate, delegation);
    }
    made.nextBlock(1n);
    expect(failure(() => deliver(made, MsgUndelegate, delegation))).toBe('staking/27');
  });
});

describe('compute results', () => {
  const result = (account: string, byte: number, power: bigint) => ({
    operatorAddress: operator(account),
    consensusKey: key(byte),
    power,
  });

  it('set tokens, leave shares, and reach the set at the next end of block', () => {
    const made = withAlice();
    made.open().staking.setComputeValidators([result(alice, 1, 7n), result(bob, 2, 9n)]);
    const created = made.open().staking.requireValidator(operator(bob));
    expect(created).toMatchObject({ tokens: '9', status: BondStatus.BOND_STATUS_BONDED, minSelfDelegation: '1' });
    expect(created.description).toMatchObject({ moniker: operator(bob), details: 'Created after Proof of Compute' });
    expect(made.open().staking.requireValidator(operator(alice))).toMatchObject({
      tokens: '7',
      delegatorShares: `${10n ** 19n}`,
    });
    expect(endBlock(made).updates).toEqual([
      { pubKey: key(2), power: 9n },
      { pubKey: key(1), power: 7n },
    ]);
  });

  it('unbond who is not among them, and jail his collateral until he comes back', () => {
    const made = withAlice();
    made.open().staking.setComputeValidators([result(bob, 2, 9n)]);
    expect(endBlock(made).updates).toEqual([
      { pubKey: key(2), power: 9n },
      { pubKey: key(1), power: 0n },
    ]);
    expect(made.open().staking.requireValidator(operator(alice))).toMatchObject({
      status: BondStatus.BOND_STATUS_UNBONDING,
      unbondingIds: [1n],
    });
    expect([...made.open().collateral.jailed()]).toEqual([alice]);
    made.open().staking.setComputeValidators([result(alice, 1, 3n)]);
    endBlock(made);
    expect([...made.open().collateral.jailed()]).toEqual([bob]);
    made.nextBlock(1_814_400n);
    endBlock(made);
    expect(made.open().staking.requireValidator(operator(bob)).status).toBe(BondStatus.BOND_STATUS_UNBONDED);
  });

  it('of no power or with a key that is taken make no validator', () => {
    const made = withAlice();
    made.open().staking.setComputeValidators([result(alice, 1, 5n), result(bob, 2, 0n), result(carol, 1, 5n)]);
    expect([...made.open().staking.validators()].map(({ operatorAddress }) => operatorAddress)).toEqual([
      operator(alice),
    ]);
  });

  it('beyond the size of the set stay outside', () => {
    const made = withAlice();
    const { staking } = made.open();
    staking.setParams({ ...staking.params, maxValidators: 1 });
    staking.setComputeValidators([result(alice, 1, 5n), result(bob, 2, 6n)]);
    expect(endBlock(made).updates).toEqual([
      { pubKey: key(2), power: 6n },
      { pubKey: key(1), power: 0n },
    ]);
    expect(made.open().staking.totalBondedTokens()).toBe(6n);
  });

  it('a validator without power and ex-rate takes no delegation', () => {
    const made = withAlice();
    made.open().staking.setComputeValidators([]);
    const amount = { denom: 'ngonka', amount: '5' };
    const msg = { delegatorAddress: carol, validatorAddress: operator(alice), amount };
    expect(failure(() => deliver(made, MsgDelegate, msg))).toBe('staking/34');
    expect(failure(() => deliver(made, MsgUndelegate, { ...msg, delegatorAddress: alice }))).toBe('staking/22');
  });
});
