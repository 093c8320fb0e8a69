import { CodedError, simErrors } from '../../util/errors.js';
import { assertKey, assertRange, type Entry, type Key, type KeyRange, type KVStore } from '../kv.js';
import type { Value } from '../value.js';
import { emptyHash, type Hash, type HashWork, hashOf } from './hash.js';
import { find, type TreeNode } from './node.js';
import { proofOf } from './proof.js';
import { leaves } from './walk.js';

/** One saved version of a tree: reads and proofs. */
export class TreeView implements KVStore {
  readonly #root: TreeNode<Value> | undefined;
  readonly #work: HashWork;

  constructor(root: TreeNode<Value> | undefined, work: HashWork = { nodes: 0 }) {
    this.#root = root;
    this.#work = work;
  }

  get hash(): Hash {
    return this.#root === undefined ? emptyHash : hashOf(this.#root, this.#work);
  }

  get root(): TreeNode<Value> | undefined {
    return this.#root;
  }

  get(key: Key): Value | undefined {
    assertKey(key);
    return find(this.#root, key);
  }

  has(key: Key): boolean {
    return this.get(key) !== undefined;
  }

  iterate(range: KeyRange = {}): IterableIterator<Entry> {
    assertRange(range);
    return leaves(this.#root, range);
  }

  /** ICS-23 CommitmentProof of the key's value, or of its absence. */
  prove(key: Key): Uint8Array {
    if (this.#root !== undefined) hashOf(this.#root, this.#work);
    return proofOf(this.#root, key);
  }

  set(key: Key): void {
    throw readOnly(key);
  }

  delete(key: Key): void {
    throw readOnly(key);
  }
}

const readOnly = (key: Key): CodedError =>
  new CodedError(simErrors.storeReadOnly, 'a saved version cannot be changed', { context: { key } });
