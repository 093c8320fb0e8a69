import {
  MsgCommunityPoolSpend,
  MsgFundCommunityPool,
  MsgSetWithdrawAddress,
  MsgUpdateParams,
  MsgWithdrawDelegatorReward,
  MsgWithdrawValidatorCommission,
} from 'cosmjs-types/cosmos/distribution/v1beta1/tx';
import { MsgDelegate, MsgUndelegate } from 'cosmjs-types/cosmos/staking/v1beta1/tx';
import { describe, expect, it } from 'vitest';
import { brokenSdkInvariants } from '../../../src/sdk/invariants.js';
import { slash } from '../../../src/sdk/staking/slash.js';
import * as dec from '../../../src/util/legacyDec.js';
import { failure } from '../../util/failure.js';
import { addresses, alice, ask, bob, carol, coins, deliver, gov, person, protoCoins } from '../people.js';
import { beginBlock, consensusBytes, endBlock, million, operator, plainParts, plainWithValidators } from '../plain.js';
import { shown, type World } from '../world.js';

const feeCollector = addresses.module('fee_collector');
const votes = [
  [1, 3n],
  [2, 1n],
] as const;

/** A block that begins with fees: carol has paid them. */
function blockWithFees(made: World, fees: bigint) {
  made.open().bank.send(carol, feeCollector, coins(fees));
  return beginBlock(made, 5n, { powers: votes });
}

const pair = (delegator: string, account: string) => ({
  delegatorAddress: delegator,
  validatorAddress: operator(account),
});
const delegation = (amount: bigint) => ({ ...pair(carol, alice), amount: protoCoins(amount)[0]! });
const reward = (made: World, delegator: string, account: string) =>
  ask<object, { rewards: { amount: string }[] }>(
    made,
    '/cosmos.distribution.v1beta1.Query/DelegationRewards',
    pair(delegator, account),
  ).rewards;

describe('fees of a block', () => {
  it('are shared by power after the community’s part, and by commission', () => {
    const made = plainWithValidators();
    const events = blockWithFees(made, 1000n);
    expect(shown(events).slice(-4)).toEqual([
      `commission amount=73.500000000000000000ngonka validator=${operator(alice)}`,
      `rewards amount=735.000000000000000000ngonka validator=${operator(alice)}`,
      `commission amount=24.500000000000000000ngonka validator=${operator(bob)}`,
      `rewards amount=245.000000000000000000ngonka validator=${operator(bob)}`,
    ]);
    expect(made.open().distribution!.communityPool).toEqual([{ denom: 'ngonka', amount: dec.fromInt(20n) }]);
    expect(brokenSdkInvariants(made.open())).toEqual([]);
  });

  it('are all the community’s when nobody was to vote', () => {
    const made = plainWithValidators();
    made.open().bank.send(carol, feeCollector, coins(7n));
    beginBlock(made, 5n);
    expect(made.open().distribution!.communityPool).toEqual([{ denom: 'ngonka', amount: dec.fromInt(7n) }]);
  });

  it('go on to the module that keeps the community pool, in whole coins', () => {
    const made = plainWithValidators({ parts: [...plainParts, 'protocolpool'] });
    blockWithFees(made, 1030n);
    const { bank, distribution } = made.open();
    expect(bank.balance(addresses.module('protocolpool'), 'ngonka')).toBe(20n);
    expect(distribution!.communityPool).toEqual([{ denom: 'ngonka', amount: dec.parse('0.6') }]);
  });
});

describe('rewards', () => {
  it('are paid by stake and time, when they are asked for or when the stake changes', () => {
    const made = plainWithValidators();
    deliver(made, MsgDelegate, delegation(3n * million));
    blockWithFees(made, 1000n);
    expect(reward(made, carol, alice)).toEqual([{ denom: 'ngonka', amount: String(dec.parse('330.75')) }]);
    const { response, events } = deliver(made, MsgWithdrawDelegatorReward, pair(carol, alice));
    expect(response).toEqual({ amount: protoCoins(330n) });
    expect(shown(events).at(-1)).toBe(
      `withdraw_rewards amount=330ngonka validator=${operator(alice)} delegator=${carol}`,
    );
    expect(shown(deliver(made, MsgWithdrawDelegatorReward, pair(carol, alice)).events)[0]).toContain('amount=0ngonka');
    blockWithFees(made, 1000n);
    expect(shown(deliver(made, MsgUndelegate, delegation(3n * million)).events).join('\n')).toContain(
      'amount=330ngonka',
    );
    expect(reward(made, alice, alice)).toHaveLength(1);
    expect(failure(() => deliver(made, MsgWithdrawDelegatorReward, pair(carol, alice)))).toBe('staking/19');
    expect(brokenSdkInvariants(made.open())).toEqual([]);
  });

  it('count the stake before a slash and after it', () => {
    const made = plainWithValidators();
    blockWithFees(made, 1000n);
    const fault = { address: consensusBytes(1), height: made.block.height, power: 3n, fraction: dec.parse('0.5') };
    slash(made.open().staking, fault);
    blockWithFees(made, 1000n);
    expect(reward(made, alice, alice)).toEqual([{ denom: 'ngonka', amount: String(dec.parse('1323')) }]);
    const request = { ...pair(alice, alice), startingHeight: 0n, endingHeight: 99n };
    const path = '/cosmos.distribution.v1beta1.Query/ValidatorSlashes';
    expect(ask<object, { slashes: unknown[] }>(made, path, request).slashes).toHaveLength(1);
  });

  it('go where the delegator wants them', () => {
    const made = plainWithValidators();
    const other = person(9);
    deliver(made, MsgSetWithdrawAddress, { delegatorAddress: alice, withdrawAddress: other });
    blockWithFees(made, 1000n);
    deliver(made, MsgWithdrawDelegatorReward, pair(alice, alice));
    expect(made.open().bank.balance(other, 'ngonka')).toBe(661n);
    deliver(made, MsgWithdrawValidatorCommission, { validatorAddress: operator(alice) });
    expect(made.open().bank.balance(other, 'ngonka')).toBe(734n);
    const params = { ...made.open().distribution!.params, withdrawAddrEnabled: false };
    deliver(made, MsgUpdateParams, { authority: gov, params });
    const msg = { delegatorAddress: alice, withdrawAddress: alice };
    expect(failure(() => deliver(made, MsgSetWithdrawAddress, msg))).toBe('distribution/8');
  });

  it('of a validator who is gone are paid, and what is left goes to all', () => {
    const made = plainWithValidators();
    blockWithFees(made, 1000n);
    deliver(made, MsgUndelegate, { ...pair(bob, bob), amount: protoCoins(million)[0]! });
    endBlock(made);
    made.nextBlock(1_814_400n);
    endBlock(made);
    expect(made.open().staking.validator(operator(bob))).toBeUndefined();
    expect([...made.open().distribution!.schema.historical.keys()].map(([who]) => who)).not.toContain(operator(bob));
    expect(made.open().bank.balance(bob, 'ngonka')).toBe(100n * million + 220n + 24n);
    expect(brokenSdkInvariants(made.open())).toEqual([]);
  });

  it.each([
    ['without delegation', MsgWithdrawDelegatorReward, pair(carol, alice), 'staking/19'],
    ['without validator', MsgWithdrawDelegatorReward, pair(carol, carol), 'staking/3'],
    ['without commission', MsgWithdrawValidatorCommission, { validatorAddress: operator(alice) }, 'distribution/7'],
    ['to a closed account', MsgSetWithdrawAddress, { delegatorAddress: alice, withdrawAddress: feeCollector }, 'sdk/4'],
  ] as const)('are refused %s', (_what, type, msg, code) =>
    expect(failure(() => deliver(plainWithValidators(), type, msg))).toBe(code),
  );

  it('of a delegation that nobody noted are an error', () => {
    const made = plainWithValidators();
    made.open().distribution!.schema.startingInfos.remove([operator(alice), alice]);
    expect(failure(() => deliver(made, MsgWithdrawDelegatorReward, pair(alice, alice)))).toBe('distribution/5');
  });
});

describe('the community pool', () => {
  const spend = (amount: bigint) => ({ authority: gov, recipient: bob, amount: protoCoins(amount) });

  it('takes and gives coins', () => {
    const made = plainWithValidators();
    deliver(made, MsgFundCommunityPool, { depositor: carol, amount: protoCoins(10n) });
    deliver(made, MsgCommunityPoolSpend, spend(4n));
    const pool = ask<object, { pool: unknown }>(made, '/cosmos.distribution.v1beta1.Query/CommunityPool', {}).pool;
    expect(pool).toEqual([{ denom: 'ngonka', amount: String(dec.fromInt(6n)) }]);
    expect(failure(() => deliver(made, MsgCommunityPoolSpend, spend(7n)))).toBe('distribution/9');
    expect(failure(() => deliver(made, MsgCommunityPoolSpend, { ...spend(1n), authority: bob }))).toBe('gov/13');
  });

  it('of another module is not asked for here', () => {
    const made = plainWithValidators({ parts: [...plainParts, 'protocolpool'] });
    const fund = { depositor: carol, amount: protoCoins(10n) };
    expect(failure(() => deliver(made, MsgFundCommunityPool, fund))).toBe('sdk/18');
    expect(failure(() => ask(made, '/cosmos.distribution.v1beta1.Query/CommunityPool', {}))).toBe('sdk/18');
  });
});

it.each([
  ['ValidatorOutstandingRewards', { validatorAddress: '' }, 'grpc/3'],
  ['ValidatorCommission', { validatorAddress: operator(carol) }, 'distribution/12'],
  ['DelegationRewards', pair(carol, alice), 'distribution/13'],
  ['ValidatorSlashes', { validatorAddress: operator(alice), startingHeight: 2n, endingHeight: 1n }, 'grpc/3'],
])('the query %s answers what is wrong with %o', (method, request, code) => {
  const path = `/cosmos.distribution.v1beta1.Query/${method}`;
  expect(failure(() => ask(plainWithValidators(), path, request))).toBe(code);
});
