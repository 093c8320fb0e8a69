import { Secp256k1, Slip10, Slip10Curve, Slip10RawIndex } from '@cosmjs/crypto';
import { describe, expect, it } from 'vitest';
import { HdKey, hardened } from '../../src/node/hdKey.js';
import { bytesToHex, hexToBytes } from '../../src/util/bytes.js';
import { fc } from '../util/fc.js';

describe('HD keys', () => {
  it('are those of the first vector of BIP-32', () => {
    const root = HdKey.fromSeed(hexToBytes('000102030405060708090a0b0c0d0e0f'));
    expect(bytesToHex(root.privateKey)).toBe('e8f32e723decf4051aefac8e2c93c9c5b214313817cdb01a1494b917c8436b35');
    const { privateKey, chainCode } = root.derive([hardened(0), 1, hardened(2), 2, 1_000_000_000]);
    expect(bytesToHex(privateKey)).toBe('471b76e389e528d6de6d816857e012c5455051cad6660850e58372a6c3e6e7c8');
    expect(bytesToHex(chainCode)).toBe('c783e67b921d2beb8f6b389cc646d7263b4145701dadd2161548a8b078e65e9e');
  });

  it('are those that CosmJS derives, on any path', () => {
    const index = fc.integer({ min: 0, max: 0xffffffff });
    const seed = fc.uint8Array({ minLength: 16, maxLength: 64 });
    fc.assert(
      fc.property(seed, fc.array(index, { maxLength: 5 }), (bytes, path) => {
        const { privateKey, publicKey } = HdKey.fromSeed(bytes).derive(path);
        const theirs = Slip10.derivePath(
          Slip10Curve.Secp256k1,
          bytes,
          path.map((place) => new Slip10RawIndex(place)),
        );
        expect(privateKey).toEqual(theirs.privkey);
        expect(publicKey).toEqual(Secp256k1.compressPubkey(Secp256k1.makeKeypair(privateKey).pubkey));
      }),
      { numRuns: 20 },
    );
  });
});
