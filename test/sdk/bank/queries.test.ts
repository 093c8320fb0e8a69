import type * as query from 'cosmjs-types/cosmos/bank/v1beta1/query';
import { MsgSetSendEnabled } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import { PermanentLockedAccount } from 'cosmjs-types/cosmos/vesting/v1beta1/vesting';
import { describe, expect, it } from 'vitest';
import { complaint } from '../../types/complaint.js';
import { alice, ask, bob, carol, deliver, gov, protoCoins, started } from '../people.js';

const held = (address: string, ...coins: object[]) => ({ address, coins });
const metadata = {
  base: 'ngonka',
  display: 'gonka',
  name: 'Gonka',
  symbol: 'GNK',
  description: '',
  uri: '',
  uri_hash: '',
  denom_units: [
    { denom: 'ngonka', exponent: 0, aliases: [] },
    { denom: 'gonka', exponent: 9, aliases: [] },
  ],
};
const other = { denom: 'other', amount: '7' };
const made = started({
  bank: {
    params: { default_send_enabled: true },
    balances: [held(alice, ...protoCoins(50n), other), held(bob, ...protoCoins(20n)), held(carol, other)],
    denom_metadata: [metadata],
    send_enabled: [
      { denom: 'aaa', enabled: false },
      { denom: 'bbb', enabled: true },
    ],
  },
});
const { auth } = made.open();
const baseAccount = { address: bob, accountNumber: auth.nextAccountNumber(), sequence: 0n };
const locked = { originalVesting: protoCoins(15n), delegatedFree: [], delegatedVesting: [], endTime: 0n };
const message = { baseVestingAccount: { ...locked, baseAccount } };
auth.set({ typeUrl: PermanentLockedAccount.typeUrl, message });

const answer = <T>(method: string, request: object = {}): T =>
  ask(made, `/cosmos.bank.v1beta1.Query/${method}`, request);
const page = (changes: object) => ({
  pagination: { key: new Uint8Array(0), offset: 0n, limit: 0n, countTotal: false, reverse: false, ...changes },
});

describe('balances', () => {
  it('are shown one by one and all together, by the name of display when asked', () => {
    expect(answer('Balance', { address: alice, denom: 'other' })).toEqual({ balance: other });
    expect(answer('Balance', { address: carol, denom: 'ngonka' })).toEqual({ balance: protoCoins(0n)[0] });
    const all = answer<query.QueryAllBalancesResponse>('AllBalances', { address: alice });
    expect(all.balances).toEqual([...protoCoins(50n), other]);
    const resolved = answer<query.QueryAllBalancesResponse>('AllBalances', { address: alice, resolveDenom: true });
    expect(resolved.balances).toEqual([{ denom: 'gonka', amount: '50' }, other]);
    const last = answer<query.QueryAllBalancesResponse>('AllBalances', {
      address: alice,
      ...page({ limit: 1n, reverse: true }),
    });
    expect(last.balances).toEqual([other]);
  });

  it('are spendable as far as nothing locks them', () => {
    expect(answer('SpendableBalances', { address: bob })).toMatchObject({ balances: protoCoins(5n) });
    expect(answer('SpendableBalanceByDenom', { address: bob, denom: 'ngonka' })).toEqual({
      balance: protoCoins(5n)[0],
    });
  });

  it('are listed by owner', () => {
    const owners = { denomOwners: [alice, carol].map((address) => ({ address, balance: other })) };
    expect(answer('DenomOwners', { denom: 'other' })).toMatchObject(owners);
    expect(answer('DenomOwnersByQuery', { denom: 'other' })).toMatchObject(owners);
  });

  const both = page({ offset: 1n, key: new Uint8Array(1) });
  const text = 'invalid request, either offset or key is expected, got both';
  it.each([
    ['Balance', { address: alice, denom: '1x' }, 'grpc/3 invalid denom: 1x'],
    ['Balance', { address: 'x', denom: 'other' }, 'grpc/3 invalid address: decoding bech32 failed'],
    ['AllBalances', { address: '' }, 'grpc/3 invalid address: empty address string is not allowed'],
    ['AllBalances', { address: alice, ...both }, `grpc/3 paginate: ${text}`],
    ['SpendableBalances', { address: 'x' }, 'grpc/3 invalid address'],
    ['SpendableBalanceByDenom', { address: alice, denom: '' }, 'grpc/3 invalid denom: '],
    ['DenomOwners', { denom: '' }, 'grpc/3 invalid denom: '],
    ['DenomOwners', { denom: 'other', ...both }, `undefined/1 ${text}`],
    ['TotalSupply', both, `grpc/13 ${text}`],
    ['SupplyOf', { denom: '-' }, 'grpc/3 invalid denom: -'],
    ['DenomMetadata', { denom: 'nothere' }, 'grpc/5 client metadata for denom nothere'],
    ['DenomMetadataByQueryString', { denom: '' }, 'grpc/3 invalid denom: '],
    ['SendEnabled', { denoms: [], ...both }, `grpc/13 ${text}`],
  ])('are refused by %s: %#', (method, request, expected) => {
    expect(complaint(() => answer(method, request))).toContain(expected);
  });
});

describe('denominations', () => {
  it('have a supply and what clients show of them', () => {
    expect(answer('TotalSupply')).toMatchObject({ supply: [...protoCoins(70n), { denom: 'other', amount: '14' }] });
    expect(answer('SupplyOf', { denom: 'ngonka' })).toEqual({ amount: protoCoins(70n)[0] });
    const { metadata: found } = answer<query.QueryDenomMetadataResponse>('DenomMetadata', { denom: 'ngonka' });
    expect(found.display).toBe('gonka');
    expect(answer('DenomMetadataByQueryString', { denom: 'ngonka' })).toEqual({ metadata: found });
    expect(answer('DenomsMetadata')).toMatchObject({ metadatas: [found], pagination: { total: 1n } });
  });

  it('are switched on and off', () => {
    const [aaa, bbb] = [
      { denom: 'aaa', enabled: false },
      { denom: 'bbb', enabled: true },
    ];
    const asked = { denoms: ['bbb', 'ngonka', 'aaa'] };
    expect(answer<query.QuerySendEnabledResponse>('SendEnabled', asked)).toEqual({ sendEnabled: [bbb, aaa] });
    expect(answer('SendEnabled', { denoms: [] })).toMatchObject({ sendEnabled: [aaa, bbb], pagination: { total: 2n } });
  });
});

describe('MsgSetSendEnabled', () => {
  const set = (changes: object) =>
    deliver(started(), MsgSetSendEnabled, { authority: gov, sendEnabled: [], useDefaultFor: [], ...changes });
  const on = (denom: string) => ({ denom, enabled: true });

  it.each([
    [{ sendEnabled: [on('abc'), on('abc')] }, 'sdk/18 duplicate denom entries found for "abc": invalid request'],
    [{ sendEnabled: [on('1')] }, 'sdk/18 invalid SendEnabled denom "1": invalid denom: 1: invalid request'],
    [{ useDefaultFor: [''] }, 'sdk/18 invalid UseDefaultFor denom "": invalid denom: : invalid request'],
    [{ sendEnabled: [on('abc')], useDefaultFor: ['xyz'] }, 'no complaint'],
  ])('%#', (changes, expected) => expect(complaint(() => set(changes))).toBe(expected));
});
