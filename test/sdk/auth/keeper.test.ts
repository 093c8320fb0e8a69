import { describe, expect, it } from 'vitest';
import { baseOf } from '../../../src/sdk/auth/account.js';
import type { AuthKeeper } from '../../../src/sdk/auth/keeper.js';
import { failure } from '../../util/failure.js';
import { alice, bob, started } from '../people.js';
import { dump, world } from '../world.js';

describe('accounts', () => {
  it('get numbers in order, and keep key and sequence', () => {
    const { auth } = started().open();
    const first = auth.accountNumber;
    auth.create(alice);
    auth.create(bob, { typeUrl: '/key', value: Uint8Array.of(1) });
    auth.incrementSequence(bob);
    expect(baseOf(auth.account(bob)!)).toMatchObject({ accountNumber: first + 1n, sequence: 1n });
    expect(auth.baseAccount(bob)?.pubKey).toEqual({ typeUrl: '/key', value: Uint8Array.of(1) });
    expect(auth.baseAccount(alice)?.pubKey).toBeUndefined();
    expect(auth.addressOfNumber(first)).toBe(alice);
  });

  const refused: readonly (readonly [what: string, act: (auth: AuthKeeper) => void, code: string])[] = [
    ['an account that is there', (auth) => auth.create(bob), 'sdk/36'],
    ['a text that is no address', (auth) => auth.create('gonka1x'), 'sdk/7'],
    ['another prefix', (auth) => auth.create('cosmos1qyqszqgpqyqszqgpqyqszqgpqyqszqgpjnp7du'), 'sdk/7'],
    ['a sequence of nobody', (auth) => auth.incrementSequence(alice), 'sdk/9'],
    ['a module without account', (auth) => auth.moduleAddress('nobody'), 'sdk/9'],
  ];
  it.each(refused)('refuses %s', (_what, act, code) => {
    const { auth } = started().open();
    auth.create(bob);
    expect(failure(() => act(auth))).toBe(code);
  });

  it('of modules come to be at first use, under the address of their name', () => {
    const { auth } = world({ prefix: 'cosmos' }).open();
    expect(auth.moduleAccount('gov')).toMatchObject({
      baseAccount: { address: 'cosmos10d07y265gmmuvt4z0w9aw880jnsr700j6zn9kn' },
      permissions: ['burner'],
    });
    expect(auth.accountNumber).toBe(1n);
    auth.moduleAccount('gov');
    expect(auth.accountNumber).toBe(1n);
  });

  it('an address of a module that a person took is no module account', () => {
    const { auth } = world().open();
    auth.create(auth.addresses.module('gov'));
    expect(failure(() => auth.moduleAccount('gov'))).toBe('sdk/35');
  });

  it('remembers unordered transactions until they expire', () => {
    const made = world();
    const { auth } = made.open();
    expect(auth.addUnorderedNonce(alice, 10n)).toBe(true);
    expect(auth.addUnorderedNonce(alice, 10n)).toBe(false);
    expect(auth.addUnorderedNonce(alice, 11n)).toBe(true);
    auth.removeExpiredNonces(10n);
    expect(dump(made.stores.get('acc')).map(([key]) => key.slice(0, 18))).toEqual(['5a800000000000000b']);
  });
});
