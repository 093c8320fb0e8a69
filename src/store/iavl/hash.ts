import { sha256OfLatin1, sha256ToLatin1 } from '../../util/sha256.js';
import type { Key } from '../kv.js';
import type { Value } from '../value.js';
import { uvarint, zigzag } from '../varint.js';
import type { TreeNode } from './node.js';

/** A SHA-256 as a latin1 string of 32 characters. */
export type Hash = string;

/** Root of an empty tree: the hash of nothing. */
export const emptyHash: Hash = sha256OfLatin1('');

/** Every hash inside a preimage stands behind its length, 32. */
const lengthOfHash = ' ';

/** Counts nodes hashed, so that a test can show that a commit hashes each changed node once. */
export interface HashWork {
  nodes: number;
}

export const leafPrefix = (leaf: TreeNode<Value>): Key => `\0\x02${leaf.edit.versionBytes}`;

/** An inner preimage up to the left hash. */
export const innerPrefix = (node: TreeNode<Value>): Key =>
  `${zigzag(node.height)}${zigzag(node.size)}${node.edit.versionBytes}${lengthOfHash}`;

/** Between the two hashes of an inner preimage. */
export const innerMiddle = lengthOfHash;

/** Hash of a subtree (vectors README, "IAVL"); hashes what has changed since it was last asked for, and nothing else. */
export function hashOf(node: TreeNode<Value>, work: HashWork): Hash {
  if (node.hash !== '') return node.hash;
  work.nodes += 1;
  node.hash = sha256OfLatin1(node.height === 0 ? leafPreimage(node) : innerPreimage(node, work));
  return node.hash;
}

function leafPreimage(leaf: TreeNode<Value>): Key {
  const { key, value } = leaf;
  return leafPrefix(leaf) + uvarint(key.length) + key + lengthOfHash + sha256ToLatin1(value!.bytes);
}

function innerPreimage(node: TreeNode<Value>, work: HashWork): Key {
  return innerPrefix(node) + hashOf(node.left!, work) + innerMiddle + hashOf(node.right!, work);
}
