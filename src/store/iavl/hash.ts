import { emptyBytes } from '../../util/bytes.js';
import { pairsToLatin1, sha256ToPairs } from '../../util/sha256.js';
import { type Key, maxKeyLength } from '../kv.js';
import type { Value } from '../value.js';
import { zigzag } from '../varint.js';
import type { TreeNode } from './node.js';

/** A SHA-256 as a latin1 string of 32 characters. */
export type Hash = string;

/** The same as nodes keep it: 16 characters of two bytes each. */
export type NodeHash = string;

const hashOfNothing: NodeHash = sha256ToPairs(emptyBytes);

/** Root of an empty tree: the hash of nothing. */
export const emptyHash: Hash = pairsToLatin1(hashOfNothing);

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

/** Hash of a subtree (vectors README, "IAVL"). */
export const hashOf = (node: TreeNode<Value>, work: HashWork): Hash => pairsToLatin1(nodeHash(node, work));

/** The same as it is kept; hashes what has changed since it was last asked for, and nothing else. */
export function nodeHash(node: TreeNode<Value>, work: HashWork): NodeHash {
  if (node.hash !== '') return node.hash;
  work.nodes += 1;
  node.hash = node.height === 0 ? hashOfLeaf(node) : hashOfInner(node, work);
  return node.hash;
}

// Preimages are written into one buffer, piece by piece: joining strings first costs more in garbage than in time.
const preimage = Buffer.allocUnsafeSlow(maxKeyLength + 128);
const pairs = new DataView(preimage.buffer, preimage.byteOffset, preimage.length);
const views = Array.from({ length: 512 }, (_, size) => preimage.subarray(0, size));
let length = 0;

/** Up to so many characters, a loop costs less than a call of the encoder. */
const shortText = 16;

function put(text: Key): void {
  if (text.length > shortText) length += preimage.write(text, length, 'latin1');
  else for (let i = 0; i < text.length; i++) preimage[length++] = text.charCodeAt(i);
}

function putNumber(n: number): void {
  let rest = n;
  while (rest >= 128) {
    preimage[length++] = (rest % 128) + 128;
    rest = Math.floor(rest / 128);
  }
  preimage[length++] = rest;
}

function putHash(hash: NodeHash): void {
  const start = length + 1;
  preimage[length] = hashLength;
  for (let i = 0; i < hashLength / 2; i++) pairs.setUint16(start + 2 * i, hash.charCodeAt(i), true);
  length = start + hashLength;
}

function hashOfPreimage(): NodeHash {
  const hash = sha256ToPairs(views[length] ?? preimage.subarray(0, length));
  length = 0;
  return hash;
}

function hashOfLeaf({ key, value, edit }: TreeNode<Value>): NodeHash {
  const { bytes } = value!;
  // An index keeps keys without values.
  const valueHash = bytes.length === 0 ? hashOfNothing : sha256ToPairs(bytes);
  putNumber(0);
  putNumber(2);
  put(edit.versionBytes);
  putNumber(key.length);
  put(key);
  putHash(valueHash);
  return hashOfPreimage();
}

function hashOfInner(node: TreeNode<Value>, work: HashWork): NodeHash {
  const left = nodeHash(node.left!, work);
  const right = nodeHash(node.right!, work);
  putNumber(2 * node.height);
  putNumber(2 * node.size);
  put(node.edit.versionBytes);
  putHash(left);
  putHash(right);
  return hashOfPreimage();
}
