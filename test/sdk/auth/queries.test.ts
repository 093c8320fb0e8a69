import { BaseAccount, ModuleAccount } from 'cosmjs-types/cosmos/auth/v1beta1/auth';
import type * as query from 'cosmjs-types/cosmos/auth/v1beta1/query';
import { MsgUpdateParams } from 'cosmjs-types/cosmos/auth/v1beta1/tx';
import { describe, expect, it } from 'vitest';
import { addressBytes, toAddress } from '../../../src/util/address.js';
import { complaint } from '../../types/complaint.js';
import { addresses, alice, ask, bob, carol, deliver, gov, started } from '../people.js';

const made = started();
made.open().auth.create(alice);
made.open().auth.create(bob);
const answer = <T>(method: string, request: object = {}): T =>
  ask(made, `/cosmos.auth.v1beta1.Query/${method}`, request);
const page = (changes: object) => ({
  pagination: { key: new Uint8Array(0), offset: 0n, limit: 0n, countTotal: false, reverse: false, ...changes },
});

describe('accounts', () => {
  it('are found by address and by number', () => {
    const { info } = answer<query.QueryAccountInfoResponse>('AccountInfo', { address: bob });
    expect(info!.address).toBe(bob);
    const { accountAddress } = answer<query.QueryAccountAddressByIDResponse>('AccountAddressByID', {
      id: 0n,
      accountId: info!.accountNumber,
    });
    expect(accountAddress).toBe(bob);
    const { account } = answer<query.QueryAccountResponse>('Account', { address: bob.toUpperCase() });
    expect(BaseAccount.decode(account!.value)).toEqual(info);
  });

  it('come in pages', () => {
    const all = answer<query.QueryAccountsResponse>('Accounts');
    expect(all.pagination!.total).toBe(BigInt(all.accounts.length));
    const first = answer<query.QueryAccountsResponse>('Accounts', page({ limit: 1n, countTotal: true }));
    expect(first.accounts).toEqual(all.accounts.slice(0, 1));
    const second = answer<query.QueryAccountsResponse>('Accounts', page({ key: first.pagination!.nextKey }));
    expect(second.accounts).toEqual(all.accounts.slice(1));
    const behind = answer<query.QueryAccountsResponse>('Accounts', page({ offset: 99n }));
    expect(behind).toEqual({ accounts: [], pagination: { nextKey: new Uint8Array(0), total: 0n } });
  });

  it('of modules are made when they are asked for, and forgotten', () => {
    const { accounts } = answer<query.QueryModuleAccountsResponse>('ModuleAccounts');
    const names = accounts.map(({ value }) => ModuleAccount.decode(value).name);
    expect(names).toEqual(Object.keys(made.config.moduleAccounts).sort());
    const { account } = answer<query.QueryModuleAccountByNameResponse>('ModuleAccountByName', { name: 'gov' });
    expect(ModuleAccount.decode(account!.value).baseAccount!.address).toBe(gov);
  });

  const foreign = toAddress('cosmos', addressBytes(alice));
  it.each([
    ['Account', { address: '' }, 'grpc/3 Address cannot be empty'],
    ['AccountInfo', { address: '' }, 'grpc/3 address cannot be empty'],
    ['Account', { address: carol }, `grpc/5 account ${carol} not found`],
    ['Account', { address: 'x' }, 'undefined/1 decoding bech32 failed: invalid bech32 string length 1'],
    [
      'Account',
      { address: foreign },
      "sdk/35 hrp does not match bech32 prefix: expected 'gonka' got 'cosmos': internal logic error",
    ],
    ['AccountAddressByID', { id: 1n, accountId: 0n }, "grpc/3 requesting with id isn't supported"],
    ['AccountAddressByID', { id: 0n, accountId: 77n }, 'grpc/5 account address not found with account number 77'],
    ['ModuleAccountByName', { name: '' }, 'grpc/3 module name is empty'],
    ['ModuleAccountByName', { name: 'nobody' }, 'grpc/5 account nobody not found'],
    [
      'Accounts',
      page({ offset: 1n, key: new Uint8Array(1) }),
      'undefined/1 invalid request, either offset or key is expected, got both',
    ],
  ])('are refused by %s: %#', (method, request, expected) => {
    expect(complaint(() => answer(method, request))).toContain(expected);
  });
});

describe('addresses', () => {
  it('are written and read under the prefix of the chain', () => {
    expect(answer('Bech32Prefix')).toEqual({ bech32Prefix: 'gonka' });
    const bytes = addressBytes(alice);
    expect(answer('AddressBytesToString', { addressBytes: bytes })).toEqual({ addressString: alice });
    expect(answer('AddressStringToBytes', { addressString: alice })).toEqual({ addressBytes: bytes });
    expect(complaint(() => answer('AddressBytesToString', { addressBytes: new Uint8Array(0) }))).toBe(
      'undefined/1 empty address bytes is not allowed',
    );
    expect(complaint(() => answer('AddressStringToBytes', { addressString: '' }))).toBe(
      'undefined/1 empty address string is not allowed',
    );
  });
});

describe('MsgUpdateParams', () => {
  const { params } = made.open().auth;
  const update = (changes: object, authority = gov) =>
    deliver(started(), MsgUpdateParams, { authority, params: { ...params, ...changes } });

  it('sets all of them', () => expect(update({ txSigLimit: 9n }).response).toEqual({}));

  it.each([
    [{ txSigLimit: 0n }, 'undefined/1 invalid tx signature limit: 0'],
    [{ sigVerifyCostEd25519: 0n }, 'undefined/1 invalid ED25519 signature verification cost: 0'],
    [{ sigVerifyCostSecp256k1: 0n }, 'undefined/1 invalid SECK256k1 signature verification cost: 0'],
    [{ maxMemoCharacters: 0n }, 'undefined/1 invalid max memo characters: 0'],
    [{ txSizeCostPerByte: 0n }, 'undefined/1 invalid tx size cost per byte: 0'],
  ])('refuses 0: %#', (changes, expected) => expect(complaint(() => update(changes))).toBe(expected));

  it('is for gov alone', () => {
    expect(complaint(() => update({}, addresses.module('mint')))).toContain('gov/13 invalid authority; expected');
  });
});
