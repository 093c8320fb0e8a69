import { Edit, find, insert, Removal, remove, type TreeNode } from './iavl/node.js';
import { leaves } from './iavl/walk.js';
import type { Key, KeyRange } from './kv.js';

/**
 * A map whose keys stand in byte order and whose iterators do not see later writes.
 *
 * Opening an iterator costs nothing: it keeps the root, and the writes that follow copy what they change.
 */
export class OrderedMap<V> {
  #root: TreeNode<V> | undefined;
  #version: number;
  /** The round of edits that is going on; most maps are never written to. */
  #edit: Edit | undefined;

  constructor(root: TreeNode<V> | undefined = undefined, version = 0) {
    this.#root = root;
    this.#version = version;
  }

  get size(): number {
    return this.#root?.size ?? 0;
  }

  get(key: Key): V | undefined {
    return find(this.#root, key);
  }

  /** Tells whether the key was there before. */
  set(key: Key, value: V): boolean {
    const before = this.size;
    this.#edit ??= new Edit(this.#version);
    this.#root = insert(this.#root, key, value, this.#edit);
    return this.#root.size === before;
  }

  /** The removed value, or undefined when the key was not there. */
  delete(key: Key): V | undefined {
    if (this.#root === undefined) return undefined;
    const removal = new Removal<V>();
    this.#edit ??= new Edit(this.#version);
    this.#root = remove(this.#root, key, this.#edit, removal);
    return removal.value;
  }

  entries(range: KeyRange = {}): IterableIterator<[Key, V]> {
    return leaves(this.share(), range);
  }

  /** The nodes as they are now; later writes leave them alone. */
  share(version = this.#version): TreeNode<V> | undefined {
    this.#version = version;
    this.#edit = undefined;
    return this.#root;
  }

  /** The nodes as they are now, for hashing: the next write may change them in place. */
  get root(): TreeNode<V> | undefined {
    return this.#root;
  }
}
