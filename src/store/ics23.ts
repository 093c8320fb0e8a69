import type { Key } from './kv.js';
import { protoBytes } from './varint.js';

// Messages of cosmos/ics23/v1 as byte strings. A proof is a few dozen short pieces whose lengths are known: joining
// strings is several times faster than a general encoder, and a proof query is mostly this.

const hashSha256 = '\x08\x01';

/** How a leaf is hashed: sha256 over prefix, length-prefixed key and length-prefixed sha256 of the value. */
export const leafOp = (prefix: Key): Key => `${hashSha256}\x18\x01\x20\x01${protoBytes(5, prefix)}`;

/** One step up: sha256 over prefix, child and suffix. */
export const innerOp = (prefix: Key, suffix: Key): Key =>
  hashSha256 + protoBytes(2, prefix) + (suffix === '' ? '' : protoBytes(3, suffix));

/** An existence proof: the leaf, and the steps from it to the root. */
export function existenceProof(key: Key, value: Key, leaf: Key, path: readonly Key[]): Key {
  let bytes = protoBytes(1, key) + (value === '' ? '' : protoBytes(2, value)) + protoBytes(3, leaf);
  for (const step of path) bytes += protoBytes(4, step);
  return bytes;
}

/** A CommitmentProof that holds an existence proof. */
export const commitmentOfExistence = (proof: Key): Key => protoBytes(1, proof);

/** A CommitmentProof of absence: the existence proofs of the neighbours, of which one is missing at an end. */
export function commitmentOfAbsence(key: Key, left: Key | undefined, right: Key | undefined): Key {
  const neighbours =
    (left === undefined ? '' : protoBytes(2, left)) + (right === undefined ? '' : protoBytes(3, right));
  return protoBytes(2, protoBytes(1, key) + neighbours);
}
