import { describe, expect, it } from 'vitest';
import { sdkErrors } from '../../src/types/errors.js';
import { CodedError } from '../../src/util/errors.js';
import { shown, world } from './world.js';

const alice = 'gonka1xm0pw4dwxvy83p4zpw2kspkx0qlrd7zpadnncs';
const bob = 'gonka1hml9qvrwj20khc8t5zvweckc22u3r25xy74nms';
const coins = (amount: bigint) => [{ denom: 'ngonka', amount }];

describe('the neighbours together', () => {
  it('moves minted coins and conserves supply', () => {
    const w = world();
    const { auth, bank, ctx } = w.open();
    auth.create(alice);
    bank.mint('inference', coins(100n));
    bank.sendFromModule('inference', alice, coins(60n));
    bank.send(alice, bob, coins(25n));
    expect(bank.balance(alice, 'ngonka')).toBe(35n);
    expect(bank.sumOfBalances()).toEqual(bank.totalSupply());
    expect(shown(ctx.events.all).slice(-4)).toEqual([
      `coin_spent spender=${alice} amount=25ngonka`,
      `coin_received receiver=${bob} amount=25ngonka`,
      `transfer recipient=${bob} sender=${alice} amount=25ngonka`,
      `message sender=${alice}`,
    ]);
  });

  it('refuses more than is there', () => {
    const { bank } = world().open();
    bank.mint('inference', coins(10n));
    expect(() => bank.sendFromModule('inference', alice, coins(11n))).toThrow(
      new CodedError(sdkErrors.insufficientFunds, 'spendable balance 10ngonka is smaller than 11ngonka'),
    );
  });

  it('keeps group members in order of address bytes and derives policy addresses as the chain does', () => {
    const { group, auth } = world().open();
    const gov = auth.moduleAddress('gov');
    const made = group.createWithPolicy({
      admin: gov,
      metadata: 'm',
      percentage: '0.50',
      votingPeriod: 240n,
      minExecutionPeriod: 0n,
    });
    expect(made).toEqual({
      groupId: 1n,
      policyAddress: 'gonka1afk9zr2hn2jsac63h4hm60vl9z3e5u69gndzf7c99cqge3vzwjzsww58hf',
    });
    group.updateMembers(gov, 1n, [
      { address: bob, weight: 3n, metadata: 'b' },
      { address: alice, weight: 2n, metadata: 'a' },
    ]);
    expect(group.members(1n).map((member) => member.address)).toEqual([alice, bob]);
    group.updateMembers(gov, 1n, [{ address: alice, weight: 0n, metadata: '' }]);
    expect(group.requireGroup(1n)).toMatchObject({ totalWeight: '3', version: 3n });
    expect(() => group.updateMembers(gov, 1n, [{ address: alice, weight: 0n, metadata: '' }])).toThrow(
      'members updated: unknown member: not found',
    );
  });

  it('sets validators from compute results and slashes collateral', () => {
    const { staking, auth, bank, collateral } = world().open();
    staking.setParams({
      unbondingTime: { seconds: 1n, nanos: 0 },
      maxValidators: 100,
      maxEntries: 7,
      historicalEntries: 0,
      bondDenom: 'ngonka',
      minCommissionRate: '0',
    });
    const operatorAddress = auth.addresses.operatorOf(alice);
    staking.setComputeValidators([{ operatorAddress, consensusKey: new Uint8Array(32).fill(7), power: 5n }]);
    expect(staking.bonded()).toEqual([{ operatorAddress, consensusKey: new Uint8Array(32).fill(7), tokens: 5n }]);
    staking.setComputeValidators([]);
    expect(staking.totalBondedTokens()).toBe(0n);

    collateral.setParams({ unbondingPeriodEpochs: 1n });
    bank.mint('inference', coins(100n));
    bank.sendFromModule('inference', alice, coins(100n));
    collateral.deposit(alice, { denom: 'ngonka', amount: 90n });
    expect(collateral.withdraw(alice, { denom: 'ngonka', amount: 40n })).toBe(1n);
    collateral.slash(alice, 10n ** 17n);
    expect(collateral.collateral(alice)).toEqual({ denom: 'ngonka', amount: 45n });
    collateral.advanceEpoch(1n);
    expect(bank.balance(alice, 'ngonka')).toBe(46n);
    expect(bank.supply('ngonka')).toBe(91n);
  });
});
