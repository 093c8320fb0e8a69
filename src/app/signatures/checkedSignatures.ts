import { bytesToLatin1 } from '../../util/bytes.js';
import { secp256k1Engine } from '../../util/secp256k1.js';
import { sha256ToLatin1 } from '../../util/sha256.js';

// A transaction is checked before it enters a block and again in the block: the second time costs a hash and a look-up.
// The answer depends on nothing but the three parts of the name, so forgetting only costs time. Of two generations the older
// one goes when the younger is full: what was asked for lately stays.
const generation = 50_000;
let young = new Map<string, boolean>();
let old = new Map<string, boolean>();
let curveOperations = 0;

/** Whether a compressed secp256k1 key has signed a message. Cost: one curve operation, unless it was asked for lately. */
export function isSigned(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  const name = bytesToLatin1(publicKey) + bytesToLatin1(signature) + sha256ToLatin1(message);
  const known = young.get(name);
  if (known !== undefined) return known;
  const isGood = old.get(name) ?? verify(message, signature, publicKey);
  if (young.size >= generation) [old, young] = [young, new Map()];
  young.set(name, isGood);
  return isGood;
}

function verify(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  curveOperations += 1;
  return secp256k1Engine().verify(message, signature, publicKey);
}

/** How signatures are checked here, for status and logs: by which library, and how many were since the start. */
export const signatureChecks = () => ({ engine: secp256k1Engine().name, curveOperations });
