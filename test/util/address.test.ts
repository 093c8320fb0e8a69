import { fromBech32, toBech32 } from '@cosmjs/encoding';
import { describe, expect, it } from 'vitest';
import { addressBytes, compareAddresses, fromAddress, toAddress, underPrefix } from '../../src/util/address.js';
import { readBech32, writeBech32 } from '../../src/util/bech32.js';
import { hexToBytes } from '../../src/util/bytes.js';
import { failure } from './failure.js';
import { fc } from './fc.js';

const account = 'gonka1qqqsyqcyq5rqwzqfpg9scrgwpugpzysnzlqdru';
const bytes = hexToBytes('000102030405060708090a0b0c0d0e0f10111213');

describe('addresses', () => {
  it('are bech32 of their bytes', () => {
    expect(toAddress('gonka', bytes)).toBe(toBech32('gonka', bytes));
    expect(fromAddress(toAddress('gonka', bytes))).toEqual({ prefix: 'gonka', data: bytes });
    expect(addressBytes(toAddress('gonka', bytes))).toEqual(bytes);
    expect(underPrefix('gonkavaloper', toAddress('gonka', bytes))).toBe(toBech32('gonkavaloper', bytes));
  });

  it('sort by bytes, not by text', () => {
    const [low, high] = [0x01, 0x20].map((first) => toAddress('a', Uint8Array.of(first, ...bytes)));
    expect(compareAddresses(low!, high!)).toBeLessThan(0);
    expect(compareAddresses(high!, low!)).toBeGreaterThan(0);
    expect(compareAddresses(low!, low!)).toBe(0);
  });

  it('name what is wrong', () => {
    expect(failure(() => addressBytes(`${account}x`))).toBe('gonka-sim/4');
    expect(failure(() => addressBytes(''))).toBe('gonka-sim/4');
    expect(() => addressBytes(account.replace('qqqsy', 'qqqsz'))).toThrow(/invalid checksum/);
  });
});

describe('bech32', () => {
  it('agrees with CosmJS both ways', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 64 }),
        fc.constantFrom('gonka', 'a', 'cosmosvaloper'),
        (data, prefix) => {
          const text = toBech32(prefix, data, 200);
          expect(writeBech32(prefix, data)).toBe(text);
          const read = readBech32(text);
          expect(read.ok && read.data).toEqual(fromBech32(text, 200).data);
        },
      ),
    );
  });
});
