import { Secp256k1 } from '@cosmjs/crypto';
import { describe, expect, it } from 'vitest';
import { readPubKey } from '../../src/app/signatures/pubKey.js';
import { utf8ToBytes } from '../../src/util/bytes.js';
import { loadSecp256k1, type Secp256k1Engine, secp256k1Engine, signSecp256k1 } from '../../src/util/secp256k1.js';
import { sha256 } from '../../src/util/sha256.js';
import { alice, bob, sign } from '../app/ante/signing.js';

const keyOf = (who: typeof alice): Uint8Array => (readPubKey(who.pubKey) as { key: Uint8Array }).key;
const message = utf8ToBytes('what was said');
const signature = sign(alice.privateKey, message);

describe.each(['native', 'node', 'noble'] as const)('secp256k1 by %s', (name) => {
  const loaded = loadSecp256k1(name);
  it.skipIf(name === 'native' && typeof loaded === 'string')('knows a good signature from all others', () => {
    const { verify } = loaded as Secp256k1Engine;
    expect(verify(message, signature, keyOf(alice))).toBe(true);
    expect(verify(utf8ToBytes('what was not'), signature, keyOf(alice))).toBe(false);
    expect(verify(message, signature, keyOf(bob))).toBe(false);
    expect(
      verify(
        message,
        signature.map((byte, at) => (at === 40 ? byte ^ 1 : byte)),
        keyOf(alice),
      ),
    ).toBe(false);
    expect(verify(message, signature.subarray(0, 63), keyOf(alice))).toBe(false);
    expect(verify(message, new Uint8Array(64), keyOf(alice))).toBe(false);
    expect(verify(message, new Uint8Array(64).fill(0xff), keyOf(alice))).toBe(false);
    expect(verify(message, signature, new Uint8Array(33))).toBe(false);
    expect(verify(message, signature, new Uint8Array(33).fill(0xff))).toBe(false);
    expect(verify(message, signature, new Uint8Array(65))).toBe(false);
  });
});

describe('the engine in use', () => {
  it('is the fastest that works here, and says its name', () => {
    const fastest = typeof loadSecp256k1('native') === 'string' ? 'node' : 'native';
    expect(secp256k1Engine().name).toBe(fastest);
    expect(secp256k1Engine()).toBe(secp256k1Engine());
  });
});

it('signs as JavaScript signs, byte for byte', () => {
  const one = new Uint8Array(32).fill(7);
  const made = signSecp256k1(message, one);
  expect(made).toEqual(Secp256k1.createSignature(sha256(message), one).toFixedLength().slice(0, 64));
  expect(made).toHaveLength(64);
});
