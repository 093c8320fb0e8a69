import { describe, expect, it } from 'vitest';
import { ed25519FromSeed, verifyEd25519 } from '../../../src/types/comet/ed25519.js';
import { accountAddress, consensusAddress } from '../../../src/types/comet/keys.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '../../../src/util/bytes.js';
import { sha256 } from '../../../src/util/sha256.js';
import { failure } from '../../util/failure.js';

const seed = sha256(utf8ToBytes('validator-0'));

describe('keys', () => {
  it('have addresses by their kind', () => {
    const key = ed25519FromSeed(seed);
    expect(bytesToHex(key.publicKey)).toBe('e0e9f8e88a68d78726d9789517121a4c168a416a95baf6cfca951c725a86f96c');
    expect(bytesToHex(consensusAddress(key.publicKey))).toBe('1d8ca4776fd99712b07f581ac42f35b060496838');
    const account = hexToBytes('02da63d64040492d3c70c8b1ab15d528f183fe27bf62998e4d2e46c1e75abca85d');
    expect(bytesToHex(accountAddress(account))).toBe('d9e8642ce2f65e74219aeb94365e5d7349cab23a');
  });

  it('sign the same bytes the same way, and only theirs verify', () => {
    const key = ed25519FromSeed(seed);
    const message = utf8ToBytes('block');
    const signature = key.sign(message);
    expect(key.sign(message)).toEqual(signature);
    expect(verifyEd25519(key.publicKey, message, signature)).toBe(true);
    expect(verifyEd25519(key.publicKey, utf8ToBytes('blocks'), signature)).toBe(false);
  });

  it('have 32 bytes', () => {
    expect(failure(() => ed25519FromSeed(new Uint8Array(31)))).toBe('gonka-sim/4');
    expect(failure(() => verifyEd25519(new Uint8Array(33), seed, seed))).toBe('gonka-sim/4');
  });
});
