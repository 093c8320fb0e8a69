import { sha256OfLatin1, sha256ToLatin1 } from '../../util/sha256.js';
import { type Key, maxKeyLength } from '../kv.js';
import type { Value } from '../value.js';
import { zigzag } from '../varint.js';
import type { TreeNode } from './node.js';

/** A SHA-256 as a latin1 string of 32 characters. */
export type Hash = string;

/** Root of an empty tree: the hash of nothing. */
export const emptyHash: Hash = sha256OfLatin1('');

const hashLength = 32;

/** Every hash inside a preimage stands behind its length. */
const lengthOfHash = String.fromCharCode(hashLength);

/** Counts nodes hashed, so that a test can show that a commit hashes each changed node once. */
export interface HashWork {
  nodes: number;
}

/** A leaf's preimage up to its key, as proofs give it. */
export const leafPrefix = (leaf: TreeNode<Value>): Key => `\0\x02${leaf.edit.versionBytes}`;

/** An inner preimage up to the left hash, as proofs give it. */
export const innerPrefix = (node: TreeNode<Value>): Key =>
  `${zigzag(node.height)}${zigzag(node.size)}${node.edit.versionBytes}${lengthOfHash}`;

/** Between the two hashes of an inner preimage. */
export const innerMiddle = lengthOfHash;

/** Hash of a subtree (vectors README, "IAVL"); hashes what has changed since it was last asked for, and nothing else. */
export function hashOf(node: TreeNode<Value>, work: HashWork): Hash {
  if (node.hash !== '') return node.hash;
  work.nodes += 1;
  node.hash = node.height === 0 ? hashOfLeaf(node) : hashOfInner(node, work);
  return node.hash;
}

// Preimages are written into one buffer, byte by byte: joining strings first costs more in garbage than in time.
const preimage = Buffer.allocUnsafeSlow(maxKeyLength + 128);
const views = Array.from({ length: 512 }, (_, size) => preimage.subarray(0, size));
let length = 0;

function put(text: Key): void {
  for (let i = 0; i < text.length; i++) preimage[length++] = text.charCodeAt(i);
}

function putNumber(n: number): void {
  let rest = n;
  while (rest >= 128) {
    preimage[length++] = (rest % 128) + 128;
    rest = Math.floor(rest / 128);
  }
  preimage[length++] = rest;
}

function hashOfPreimage(): Hash {
  const hash = sha256ToLatin1(views[length] ?? preimage.subarray(0, length));
  length = 0;
  return hash;
}

function hashOfLeaf({ key, value, edit }: TreeNode<Value>): Hash {
  const { bytes } = value!;
  // An index keeps keys without values.
  const valueHash = bytes.length === 0 ? emptyHash : sha256ToLatin1(bytes);
  putNumber(0);
  putNumber(2);
  put(edit.versionBytes);
  putNumber(key.length);
  put(key);
  putNumber(hashLength);
  put(valueHash);
  return hashOfPreimage();
}

function hashOfInner(node: TreeNode<Value>, work: HashWork): Hash {
  const left = hashOf(node.left!, work);
  const right = hashOf(node.right!, work);
  putNumber(2 * node.height);
  putNumber(2 * node.size);
  put(node.edit.versionBytes);
  putHashes(left, right);
  return hashOfPreimage();
}

/** Both at once, because most of a commit's nodes are inner ones. */
function putHashes(left: Hash, right: Hash): void {
  const first = length + 1;
  const second = first + hashLength + 1;
  preimage[first - 1] = hashLength;
  preimage[second - 1] = hashLength;
  for (let i = 0; i < hashLength; i++) {
    preimage[first + i] = left.charCodeAt(i);
    preimage[second + i] = right.charCodeAt(i);
  }
  length = second + hashLength;
}
