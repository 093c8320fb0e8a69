import { toBech32 } from '@cosmjs/encoding';
import { describe, expect, it } from 'vitest';
import { addressComplaint, requireAddress } from '../../src/types/address.js';
import { readBech32, writeBech32 } from '../../src/util/bech32.js';
import { fc } from '../util/fc.js';
import { complaint } from './complaint.js';

const alice = 'gonka1cdmmm9k7ftkxn9n7ayet46tc66h92zgmrejaur';

describe('addressComplaint', () => {
  it.each([alice, alice.toUpperCase()])('takes %s', (address) => {
    expect(addressComplaint(address, 'gonka')).toBeUndefined();
  });

  it.each([
    ['', 'empty address string is not allowed'],
    ['  ', 'empty address string is not allowed'],
    ['x', 'decoding bech32 failed: invalid bech32 string length 1'],
    [
      'Gonka1cdmmm9k7ftkxn9n7ayet46tc66h92zgmrejaur',
      'decoding bech32 failed: string not all lowercase or all uppercase',
    ],
    ['gonka 1cdmmm9k', "decoding bech32 failed: invalid character in string: ' '"],
    ['gonkacdmmm9k', 'decoding bech32 failed: invalid separator index -1'],
    ['gonka1mmm', 'decoding bech32 failed: invalid separator index 5'],
    ['gonka1bdmmm9k7ftkxn', 'decoding bech32 failed: invalid character not part of charset: 98'],
    [
      'cosmos1pkptre7fdkl6gfrzlesjjvhxhlc3r4gmmk8rs7',
      'decoding bech32 failed: invalid checksum (expected mk8rs6 got mk8rs7)',
    ],
    ['gonkavaloper1gcrlrhvw8kd7zr6pl92rxnc6j20chatkcx6w4t', 'invalid Bech32 prefix; expected gonka, got gonkavaloper'],
    [toBech32('gonka', new Uint8Array(0)), 'addresses cannot be empty: unknown address'],
    [toBech32('gonka', new Uint8Array(256), 1023), 'address max length is 255, got 256: unknown address'],
  ])('refuses %j', (address, why) => {
    expect(addressComplaint(address, 'gonka')).toBe(why);
    expect(complaint(() => requireAddress(address, 'gonka', 'creator address'))).toBe(
      `sdk/7 invalid creator address (${why}): invalid address`,
    );
  });
});

describe('bech32', () => {
  it('writes what it reads, and what cosmjs writes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (data) => {
        const text = writeBech32('gonka', data);
        expect(text).toBe(toBech32('gonka', data, 1023));
        expect(readBech32(text)).toEqual({ ok: true, prefix: 'gonka', data });
      }),
    );
  });
});
