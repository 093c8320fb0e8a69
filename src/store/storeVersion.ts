import { latin1ToBytes, utf8ToLatin1 } from '../util/bytes.js';
import { CodedError, simErrors } from '../util/errors.js';
import { appHashOf, byName, type CommitInfo, type NamedRoot, storeLeaf, storeProof } from './commitInfo.js';
import { TreeView } from './iavl/treeView.js';
import type { KVStore, StoreBranch, StoreView } from './kv.js';
import { fakeHash } from './mountedStore.js';
import { branchOf } from './storeBranches.js';
import type { StoreRoot } from './treeImage.js';

interface StoreAtVersion extends NamedRoot {
  readonly name: string;
  readonly proved: boolean;
  readonly view: TreeView;
}

/** All kept stores as one commit left them: reads, proofs, and branches for queries that try something. */
export class StoreVersion implements StoreView {
  readonly #stores: readonly StoreAtVersion[];

  constructor(
    readonly version: bigint,
    roots: readonly StoreRoot[],
    /** The application's own record of the commit. */
    readonly aux: Uint8Array | undefined,
  ) {
    const stores = roots.map(({ name, kind, root }) => {
      const view = new TreeView(root);
      const proved = kind === 'iavl';
      return { name, nameBytes: utf8ToLatin1(name), proved, view, root: proved ? view.hash : fakeHash };
    });
    this.#stores = stores.sort(byName);
  }

  get info(): CommitInfo {
    const stores = this.#stores.map(({ name, proved, root }) => ({
      name,
      version: proved ? this.version : -1n,
      hash: latin1ToBytes(root),
    }));
    return { version: this.version, hash: latin1ToBytes(appHashOf(this.#stores.map(storeLeaf))), stores };
  }

  has(name: string): boolean {
    return this.#stores.some((store) => store.name === name);
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
    return storeProof(this.#stores, this.#stores.indexOf(this.#at(name)));
  }

  #at(name: string): StoreAtVersion {
    const found = this.#stores.find((store) => store.name === name);
    if (found === undefined) throw new CodedError(simErrors.storeUnknown, name);
    return found;
  }
}
