import { latin1ToBytes, utf8ToLatin1 } from '../util/bytes.js';
import { merklePath, rootOfLeafHashes } from '../util/merkle.js';
import { sha256OfLatin1 } from '../util/sha256.js';
import type { Hash } from './iavl/hash.js';
import { commitmentOfExistence, existenceProof, innerOp, leafOp } from './ics23.js';
import type { Key } from './kv.js';
import { uvarint } from './varint.js';

/** One store's part of a commit. `version` is that of the commit, or -1 for a store that has none. */
export interface StoreInfo {
  readonly name: string;
  readonly version: bigint;
  readonly hash: Uint8Array;
}

export interface CommitId {
  readonly version: bigint;
  readonly hash: Uint8Array;
}

/** What a commit made. Stores stand in the order of their names' bytes. */
export interface CommitInfo extends CommitId {
  readonly stores: readonly StoreInfo[];
}

/** A store's root under the UTF-8 bytes of its name. */
export interface NamedRoot {
  readonly nameBytes: Key;
  readonly root: Hash;
}

const leafTag = '\0';
const innerTag = '\x01';

/** Hash of one store in the app hash: `sha256(00 | name with length | sha256(root) with length)`. */
export function storeLeaf({ nameBytes, root }: NamedRoot): Hash {
  return sha256OfLatin1(`${leafTag}${uvarint(nameBytes.length)}${nameBytes} ${sha256OfLatin1(root)}`);
}

/**
 * App hash over the stores' leaves in the order of their names (vectors README, "Multistore"); without stores the hash of
 * nothing.
 */
export const appHashOf = (leaves: readonly Hash[]): Hash => rootOfLeafHashes(leaves);

/** App hash of roots by name, in any order. */
export function appHashOfRoots(roots: readonly (readonly [name: string, root: Hash])[]): Hash {
  const named = roots.map(([name, root]) => ({ nameBytes: utf8ToLatin1(name), root }));
  return appHashOf(named.sort(byName).map(storeLeaf));
}

export const byName = (a: { nameBytes: Key }, b: { nameBytes: Key }): number =>
  a.nameBytes < b.nameBytes ? -1 : a.nameBytes > b.nameBytes ? 1 : 0;

/** ICS-23 CommitmentProof of a store's root against the app hash over `leaves`. Cost: O(stores) hashes. */
export function storeProof({ nameBytes, root }: NamedRoot, leaves: readonly Hash[], index: number): Uint8Array {
  const path = merklePath(leaves, index).map(({ side, hash }) =>
    side === 'left' ? innerOp(innerTag + hash, '') : innerOp(innerTag, hash),
  );
  return latin1ToBytes(commitmentOfExistence(existenceProof(nameBytes, root, leafOp(leafTag), path)));
}
