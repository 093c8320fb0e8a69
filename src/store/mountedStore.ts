import { utf8ToLatin1 } from '../util/bytes.js';
import type { TreeOp } from './blockRecord.js';
import { storeLeaf } from './commitInfo.js';
import type { Hash } from './iavl/hash.js';
import { IavlTree } from './iavl/tree.js';
import { assertKey, assertStored, type Entry, type Key, type KeyRange, type KVStore } from './kv.js';
import type { KeptKind } from './storeKind.js';
import type { Root } from './treeImage.js';
import type { Value } from './value.js';
import { VersionRow } from './versionRow.js';

/** The SDK's word for the hash of a store that has none. */
export const fakeHash = 'FAKE_HASH';

/** A kept store of a multistore: its tree, and the writes since the last commit. */
export class MountedStore implements KVStore {
  readonly nameBytes: Key;
  #ops: TreeOp[] = [];
  #leaf: { readonly root: Hash; readonly hash: Hash } | undefined;

  constructor(
    readonly name: string,
    readonly kind: KeptKind,
    readonly tree: IavlTree,
  ) {
    this.nameBytes = utf8ToLatin1(name);
  }

  /** A store that begins with the commit of this version. */
  static fresh(name: string, kind: KeptKind, firstVersion: number): MountedStore {
    return new MountedStore(name, kind, new IavlTree({ initialVersion: firstVersion }));
  }

  /** A store as a commit left it. */
  static restored(name: string, kind: KeptKind, root: Root, version: number): MountedStore {
    const tree = new IavlTree({ saved: VersionRow.of(version, root) });
    tree.load(version);
    return new MountedStore(name, kind, tree);
  }

  get(key: Key): Value | undefined {
    return this.tree.get(key);
  }

  has(key: Key): boolean {
    return this.tree.has(key);
  }

  iterate(range: KeyRange = {}): IterableIterator<Entry> {
    return this.tree.iterate(range);
  }

  set(key: Key, value: Value): void {
    assertStored(key, value);
    this.tree.set(key, value);
    this.#ops.push([key, value]);
  }

  delete(key: Key): void {
    assertKey(key);
    this.tree.delete(key);
    this.#ops.push([key, undefined]);
  }

  /** The root that goes into the app hash of a commit. */
  get root(): Hash {
    return this.kind === 'iavl' ? this.tree.workingHash() : fakeHash;
  }

  /** The store's leaf in the app hash; hashed again only when the root has changed. */
  get leaf(): Hash {
    const { root } = this;
    if (this.#leaf?.root !== root) this.#leaf = { root, hash: storeLeaf({ nameBytes: this.nameBytes, root }) };
    return this.#leaf.hash;
  }

  get isWritten(): boolean {
    return this.#ops.length > 0;
  }

  /** The writes since the last time this was asked. */
  takeOps(): readonly TreeOp[] {
    const ops = this.#ops;
    this.#ops = [];
    return ops;
  }

  /** Drops what was written since the last commit. */
  discard(): void {
    this.tree.rollback();
    this.#ops = [];
  }

  /** Goes back to an earlier commit for good. */
  rollbackTo(version: number): void {
    this.tree.loadForOverwriting(version);
    this.#ops = [];
  }
}
