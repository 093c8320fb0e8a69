import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { concatBytes, hexToBytes } from '../../util/bytes.js';
import { CodedError, simErrors } from '../../util/errors.js';

/** A validator's consensus key. Signatures are deterministic (RFC 8032). */
export interface Ed25519Key {
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

// DER of an ed25519 key is a fixed head and 32 bytes (RFC 8410).
const privateHead = hexToBytes('302e020100300506032b657004220420');
const publicHead = hexToBytes('302a300506032b6570032100');
const keySize = 32;

function expectSize(bytes: Uint8Array, what: string): void {
  if (bytes.length !== keySize) {
    throw new CodedError(simErrors.malformedBytes, `${what} has ${bytes.length} bytes, not ${keySize}`);
  }
}

/** The key of a 32-byte seed. */
export function ed25519FromSeed(seed: Uint8Array): Ed25519Key {
  expectSize(seed, 'an ed25519 seed');
  const key = createPrivateKey({ key: Buffer.from(concatBytes(privateHead, seed)), format: 'der', type: 'pkcs8' });
  const publicDer = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    publicKey: new Uint8Array(publicDer.subarray(publicHead.length)),
    sign: (message) => new Uint8Array(sign(null, message, key)),
  };
}

/** Whether a signature of a message is that of the key. */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  return verify(null, message, publicKeyObject(publicKey), signature);
}

function publicKeyObject(publicKey: Uint8Array): KeyObject {
  expectSize(publicKey, 'an ed25519 public key');
  return createPublicKey({ key: Buffer.from(concatBytes(publicHead, publicKey)), format: 'der', type: 'spki' });
}
