import { bytesToLatin1, latin1ToBytes } from '../../util/bytes.js';
import { pairsToLatin1 } from '../../util/sha256.js';
import { commitmentOfAbsence, commitmentOfExistence, existenceProof, innerOp, leafOp } from '../ics23.js';
import type { Key } from '../kv.js';
import type { Value } from '../value.js';
import { innerMiddle, innerPrefix, leafPrefix } from './hash.js';
import { find, type TreeNode } from './node.js';
import { leaves } from './walk.js';

type Node = TreeNode<Value>;

/**
 * ICS-23 CommitmentProof of a key's value or of its absence, against the root of a hashed tree (vectors README, "Proof
 * ops"). A key with an empty value is proved as it is, though verifiers refuse it. Cost: O(log n).
 */
export function proofOf(root: Node | undefined, key: Key): Uint8Array {
  if (root === undefined) return latin1ToBytes(commitmentOfAbsence(key, undefined, undefined));
  if (find(root, key) !== undefined) return latin1ToBytes(commitmentOfExistence(existenceOf(root, key)));
  const left = firstKey(leaves(root, { end: key, reverse: true }));
  const right = firstKey(leaves(root, { start: key }));
  const proof = commitmentOfAbsence(key, left && existenceOf(root, left), right && existenceOf(root, right));
  return latin1ToBytes(proof);
}

function firstKey(entries: Iterator<[Key, Value]>): Key | undefined {
  const first = entries.next();
  return first.done ? undefined : first.value[0];
}

function existenceOf(root: Node, key: Key): Key {
  const path: Key[] = [];
  let node = root;
  while (node.height > 0) {
    const goLeft = key < node.key;
    path.push(goLeft ? stepFromLeft(node) : stepFromRight(node));
    node = goLeft ? node.left! : node.right!;
  }
  return existenceProof(key, bytesToLatin1(node.value!.bytes), leafOp(leafPrefix(node)), path.reverse());
}

const stepFromLeft = (node: Node): Key => innerOp(innerPrefix(node), innerMiddle + pairsToLatin1(node.right!.hash));

const stepFromRight = (node: Node): Key =>
  innerOp(innerPrefix(node) + pairsToLatin1(node.left!.hash) + innerMiddle, '');
