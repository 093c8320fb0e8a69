import { compareLatin1, latin1ToBytes, utf8ToLatin1 } from '../util/bytes.js';
import { CodedError, simErrors } from '../util/errors.js';
import { appHashOf, type CommitInfo, storeLeaf, storeProof } from './commitInfo.js';
import type { Hash } from './iavl/hash.js';
import { TreeView } from './iavl/treeView.js';
import type { Key, KVStore, StoreBranch, StoreView } from './kv.js';
import { fakeHash } from './mountedStore.js';
import { branchOf } from './storeBranches.js';
import type { StoreRoot } from './treeImage.js';

interface StoreAtVersion {
  readonly name: string;
  readonly nameBytes: Key;
  readonly proved: boolean;
  readonly view: TreeView;
  /** Root and leaf in the app hash. */
  readonly root: Hash;
  readonly leaf: Hash;
}

/** All kept stores as one commit left them: reads, proofs, and branches for queries that try something. */
export class StoreVersion implements StoreView {
  readonly #stores: readonly StoreAtVersion[];
  readonly #byName: ReadonlyMap<string, StoreAtVersion>;

  constructor(
    readonly version: bigint,
    roots: readonly StoreRoot[],
    /** The application's own record of the commit. */
    readonly aux: Uint8Array | undefined,
  ) {
    const stores = roots.map(({ name, kind, root: node }): StoreAtVersion => {
      const [nameBytes, proved, view] = [utf8ToLatin1(name), kind === 'iavl', new TreeView(node)];
      const root = proved ? view.hash : fakeHash;
      return { name, nameBytes, proved, view, root, leaf: storeLeaf({ nameBytes, root }) };
    });
    this.#stores = stores.sort((a, b) => compareLatin1(a.nameBytes, b.nameBytes));
    this.#byName = new Map(stores.map((store) => [store.name, store]));
  }

  get info(): CommitInfo {
    const stores = this.#stores.map(({ name, proved, root }) => ({
      name,
      version: proved ? this.version : -1n,
      hash: latin1ToBytes(root),
    }));
    return { version: this.version, hash: latin1ToBytes(appHashOf(this.#stores.map(({ leaf }) => leaf))), stores };
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  /** The trees themselves, as they stand in the app hash. */
  get roots(): readonly StoreRoot[] {
    return this.#stores.map(({ name, proved, view }) => ({ name, kind: proved ? 'iavl' : 'db', root: view.root }));
  }

  /** Refuses writes; `branch` gives stores that take them. */
  store(name: string): KVStore {
    return this.#at(name).view;
  }

  branch(): StoreBranch {
    return branchOf(this);
  }

  /** ICS-23 proof of a key's value or absence against the store's root. */
  proveKey(name: string, key: string): Uint8Array {
    return this.#at(name).view.prove(key);
  }

  /** ICS-23 proof of a store's root against the app hash. */
  proveStore(name: string): Uint8Array {
    const store = this.#at(name);
    const leaves = this.#stores.map(({ leaf }) => leaf);
    return storeProof(store, leaves, this.#stores.indexOf(store));
  }

  #at(name: string): StoreAtVersion {
    const found = this.#byName.get(name);
    if (found === undefined) throw new CodedError(simErrors.storeUnknown, name);
    return found;
  }
}
