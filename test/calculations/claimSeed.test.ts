import { describe, expect, it } from 'vitest';
import { claimSeedBytes, isClaimSeedSigned } from '../../src/calculations/claimSeed.js';
import { base64ToBytes, bytesToHex } from '../../src/util/bytes.js';

const seed = 5_798_067_479_865_859_744n;
const publicKey = base64ToBytes('ArRRIBHp23LtWBnap9vnjGd+OqPP4jpD75JJ4jzYfh00');
const signature =
  '275be516b4db4d6049c439be00472859b81bfa283721d36cd6d6ec66c2f3f44f' +
  '30e5382480391108f81111a47a60d67daff4e953f7ebfc6cef88014d0d9acb5a';

describe('claimSeed', () => {
  it('is eight bytes, most significant first, also when negative', () => {
    expect(bytesToHex(claimSeedBytes(258n))).toBe('0000000000000102');
    expect(bytesToHex(claimSeedBytes(-1n))).toBe('ffffffffffffffff');
  });

  it('knows the signature of the seed', () => {
    expect(isClaimSeedSigned(seed, signature, publicKey)).toBe(true);
    expect(isClaimSeedSigned(seed, signature.toUpperCase(), publicKey)).toBe(true);
  });

  it.each([
    ['another seed', seed + 1n, signature, publicKey],
    ['no signature', seed, '', publicKey],
    ['a signature that is not hex', seed, 'zz'.repeat(64), publicKey],
    ['a short signature', seed, signature.slice(2), publicKey],
    ['numbers of 0', seed, '00'.repeat(64), publicKey],
    ['numbers beyond the group', seed, 'ff'.repeat(64), publicKey],
    ['bytes that are no key', seed, signature, new Uint8Array(33)],
    ['no key', seed, signature, new Uint8Array(0)],
  ])('refuses %s', (_, claimed, signed, key) => {
    expect(isClaimSeedSigned(claimed, signed, key)).toBe(false);
  });
});
