import { finished, type Key, type KeyRange, nothing } from '../kv.js';
import type { TreeNode } from './node.js';

/** The leaves of a range in byte order, or backwards. Cost: O(log n) to start, amortised O(1) a leaf. */
export function leaves<V>(root: TreeNode<V> | undefined, range: KeyRange = {}): IterableIterator<[Key, V]> {
  if (root === undefined) return nothing;
  return range.reverse ? new LeavesDown(root, range) : new LeavesUp(root, range);
}

/** A walk knows where it is by the subtrees that are still before it, the next one last. */
abstract class Leaves<V> implements IterableIterator<[Key, V]> {
  protected readonly path: TreeNode<V>[] = [];

  abstract next(): IteratorResult<[Key, V]>;

  return(): IteratorResult<[Key, V]> {
    this.path.length = 0;
    return finished;
  }

  [Symbol.iterator](): this {
    return this;
  }
}

class LeavesUp<V> extends Leaves<V> {
  readonly #end: Key | undefined;

  constructor(root: TreeNode<V> | undefined, { start = '', end }: KeyRange) {
    super();
    this.#end = end;
    let node = root;
    while (node !== undefined && node.height > 0) {
      const goLeft: boolean = start < node.key;
      if (goLeft) this.path.push(node.right!);
      node = goLeft ? node.left! : node.right!;
    }
    if (node !== undefined && node.key >= start) this.path.push(node);
  }

  next(): IteratorResult<[Key, V]> {
    let node = this.path.pop();
    if (node === undefined) return finished;
    while (node.height > 0) {
      this.path.push(node.right!);
      node = node.left!;
    }
    if (this.#end !== undefined && node.key >= this.#end) return this.return();
    return { done: false, value: [node.key, node.value as V] };
  }
}

class LeavesDown<V> extends Leaves<V> {
  readonly #start: Key;

  constructor(root: TreeNode<V> | undefined, { start = '', end }: KeyRange) {
    super();
    this.#start = start;
    let node = root;
    while (node !== undefined && node.height > 0) {
      const goRight: boolean = end === undefined || node.key < end;
      if (goRight) this.path.push(node.left!);
      node = goRight ? node.right! : node.left!;
    }
    if (node !== undefined && (end === undefined || node.key < end)) this.path.push(node);
  }

  next(): IteratorResult<[Key, V]> {
    let node = this.path.pop();
    if (node === undefined) return finished;
    while (node.height > 0) {
      this.path.push(node.left!);
      node = node.right!;
    }
    if (node.key < this.#start) return this.return();
    return { done: false, value: [node.key, node.value as V] };
  }
}

/** All nodes, children before their parent, left before right. */
export function* postOrder<V>(root: TreeNode<V> | undefined): IterableIterator<TreeNode<V>> {
  const path: TreeNode<V>[] = [];
  let next = root;
  let last: TreeNode<V> | undefined;
  while (next !== undefined || path.length > 0) {
    if (next !== undefined) {
      path.push(next);
      next = next.left;
      continue;
    }
    const top = path.at(-1)!;
    if (top.right !== undefined && top.right !== last) {
      next = top.right;
      continue;
    }
    last = top;
    path.pop();
    yield top;
  }
}
