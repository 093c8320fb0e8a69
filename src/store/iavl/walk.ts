import type { Key, KeyRange } from '../kv.js';
import type { TreeNode } from './node.js';

/** The leaves of a range in byte order, or backwards. Cost: O(log n) to start, amortised O(1) a leaf. */
export function* leaves<V>(root: TreeNode<V> | undefined, range: KeyRange = {}): IterableIterator<[Key, V]> {
  const { start, end, reverse } = range;
  const path: TreeNode<V>[] = root === undefined ? [] : [root];
  for (let node = path.pop(); node !== undefined; node = path.pop()) {
    if (node.height === 0) {
      const { key } = node;
      if ((start === undefined || key >= start) && (end === undefined || key < end)) yield [key, node.value as V];
      continue;
    }
    const left = start === undefined || start < node.key ? node.left : undefined;
    const right = end === undefined || node.key < end ? node.right : undefined;
    const [next, later] = reverse ? [right, left] : [left, right];
    if (later !== undefined) path.push(later);
    if (next !== undefined) path.push(next);
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
