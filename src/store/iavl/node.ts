import type { Key } from '../kv.js';
import { zigzag } from '../varint.js';

/**
 * One round of edits. Nodes made in the current round may be changed in place; all others are shared with older roots
 * and are copied first. The round gives its nodes their version: that of the save to come.
 */
export class Edit {
  /** The version as every hash of its nodes begins. */
  readonly versionBytes: Key;

  constructor(readonly version: number) {
    this.versionBytes = zigzag(version);
  }
}

/**
 * A node of an IAVL+ tree: an AVL tree whose values stand in the leaves (vectors README, "IAVL").
 *
 * The key of an inner node is the smallest key of its right subtree. `hash` is empty until someone asks for it.
 */
export class TreeNode<V> {
  hash = '';
  height = 0;
  size = 1;
  left: TreeNode<V> | undefined = undefined;
  right: TreeNode<V> | undefined = undefined;

  constructor(
    public key: Key,
    public value: V | undefined,
    readonly edit: Edit,
  ) {}
}

/** An inner node over two subtrees; `key` is the smallest key of the right one. */
export function innerNode<V>(key: Key, left: TreeNode<V>, right: TreeNode<V>, edit: Edit): TreeNode<V> {
  const node = new TreeNode<V>(key, undefined, edit);
  node.left = left;
  node.right = right;
  return measured(node);
}

function measured<V>(node: TreeNode<V>): TreeNode<V> {
  const left = node.left!;
  const right = node.right!;
  node.height = Math.max(left.height, right.height) + 1;
  node.size = left.size + right.size;
  return node;
}

/** The node itself, unhashed, when this round made it; else a copy that this round may change. */
function owned<V>(node: TreeNode<V>, edit: Edit): TreeNode<V> {
  if (node.edit === edit) {
    node.hash = '';
    return node;
  }
  const copy = new TreeNode<V>(node.key, node.value, edit);
  copy.height = node.height;
  copy.size = node.size;
  copy.left = node.left;
  copy.right = node.right;
  return copy;
}

export function find<V>(root: TreeNode<V> | undefined, key: Key): V | undefined {
  let node = root;
  if (node === undefined) return undefined;
  while (node.height > 0) node = key < node.key ? node.left! : node.right!;
  return node.key === key ? node.value : undefined;
}

/** The root after `key` got `value`; its size tells whether the key is new. */
export function insert<V>(node: TreeNode<V> | undefined, key: Key, value: V, edit: Edit): TreeNode<V> {
  if (node === undefined) return new TreeNode(key, value, edit);
  if (node.height === 0) return insertAtLeaf(node, key, value, edit);
  const mine = owned(node, edit);
  const isLeft = key < mine.key;
  const child = isLeft ? mine.left! : mine.right!;
  const { size } = child;
  const grown = insert(child, key, value, edit);
  if (isLeft) mine.left = grown;
  else mine.right = grown;
  // A replaced value rebuilds the path but never rotates; the other child, which lies elsewhere in memory, is not looked at.
  return grown.size === size ? mine : balanced(measured(mine), edit);
}

function insertAtLeaf<V>(leaf: TreeNode<V>, key: Key, value: V, edit: Edit): TreeNode<V> {
  if (key === leaf.key) {
    const mine = owned(leaf, edit);
    mine.value = value;
    return mine;
  }
  const added = new TreeNode(key, value, edit);
  return key < leaf.key ? innerNode(leaf.key, added, leaf, edit) : innerNode(key, leaf, added, edit);
}

/** What a removal found on its way down: the value, and the key that an ancestor must take instead of the removed one. */
export class Removal<V> {
  found = false;
  value: V | undefined = undefined;
  nextKey: Key | undefined = undefined;
}

/** The root without `key`, undefined when nothing is left; the same root when the key is absent. */
export function remove<V>(node: TreeNode<V>, key: Key, edit: Edit, removal: Removal<V>): TreeNode<V> | undefined {
  if (node.height === 0) {
    if (node.key !== key) return node;
    removal.found = true;
    removal.value = node.value;
    return undefined;
  }
  return key < node.key ? removeLeft(node, key, edit, removal) : removeRight(node, key, edit, removal);
}

function removeLeft<V>(node: TreeNode<V>, key: Key, edit: Edit, removal: Removal<V>): TreeNode<V> {
  const left = remove(node.left!, key, edit, removal);
  if (!removal.found) return node;
  if (left === undefined) {
    removal.nextKey = node.key;
    return node.right!;
  }
  const mine = owned(node, edit);
  mine.left = left;
  return balanced(measured(mine), edit);
}

function removeRight<V>(node: TreeNode<V>, key: Key, edit: Edit, removal: Removal<V>): TreeNode<V> {
  const right = remove(node.right!, key, edit, removal);
  if (!removal.found) return node;
  if (right === undefined) return node.left!;
  const mine = owned(node, edit);
  mine.right = right;
  if (removal.nextKey !== undefined) {
    mine.key = removal.nextKey;
    removal.nextKey = undefined;
  }
  return balanced(measured(mine), edit);
}

const balanceOf = <V>(node: TreeNode<V>): number => node.left!.height - node.right!.height;

function balanced<V>(node: TreeNode<V>, edit: Edit): TreeNode<V> {
  const balance = balanceOf(node);
  if (balance > 1) {
    if (balanceOf(node.left!) < 0) node.left = rotatedLeft(owned(node.left!, edit), edit);
    return rotatedRight(node, edit);
  }
  if (balance < -1) {
    if (balanceOf(node.right!) > 0) node.right = rotatedRight(owned(node.right!, edit), edit);
    return rotatedLeft(node, edit);
  }
  return node;
}

function rotatedRight<V>(node: TreeNode<V>, edit: Edit): TreeNode<V> {
  const top = owned(node.left!, edit);
  node.left = top.right;
  top.right = measured(node);
  return measured(top);
}

function rotatedLeft<V>(node: TreeNode<V>, edit: Edit): TreeNode<V> {
  const top = owned(node.right!, edit);
  node.right = top.left;
  top.left = measured(node);
  return measured(top);
}
