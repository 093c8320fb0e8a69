import { CodedError, simErrors } from '../util/errors.js';
import { MerkleMemo } from '../util/merkle.js';
import type { KeptStore, StoreChanges } from './blockRecord.js';
import { byName } from './commitInfo.js';
import type { Hash } from './iavl/hash.js';
import { MountedStore } from './mountedStore.js';
import type { StoreRoot } from './treeImage.js';

/** The stores that commits keep, in the order of their names' bytes, with those that upgrades took away. */
export class KeptStores {
  readonly #stores: readonly MountedStore[];
  readonly #byName: ReadonlyMap<string, MountedStore>;
  /** Gone, but some of their versions are still kept. */
  #retired: readonly MountedStore[];
  readonly #commit: AppHash;
  readonly #working: AppHash;

  constructor(stores: readonly MountedStore[], retired: readonly MountedStore[] = []) {
    this.#stores = stores.toSorted(byName);
    this.#byName = new Map(stores.map((store) => [store.name, store]));
    this.#retired = retired;
    const proved = this.#stores.filter(({ kind }) => kind === 'iavl');
    this.#commit = new AppHash(this.#stores);
    this.#working = proved.length === stores.length ? this.#commit : new AppHash(proved);
  }

  static fresh(specs: readonly KeptStore[], firstVersion: number): KeptStores {
    return new KeptStores(specs.map(({ name, kind }) => MountedStore.fresh(name, kind, firstVersion)));
  }

  static restored(roots: readonly StoreRoot[], version: number): KeptStores {
    return new KeptStores(roots.map(({ name, kind, root }) => MountedStore.restored(name, kind, root, version)));
  }

  get(name: string): MountedStore | undefined {
    return this.#byName.get(name);
  }

  get all(): readonly MountedStore[] {
    return this.#stores;
  }

  get hashedNodes(): number {
    return this.#stores.reduce((sum, { tree }) => sum + tree.hashedNodes, 0);
  }

  /** App hash of a commit now. Hashes only what has changed since it was last asked for. */
  commitHash(): Hash {
    return this.#commit.now;
  }

  /** App hash over the proved stores alone: what the SDK shows before a commit. */
  workingHash(): Hash {
    return this.#working.now;
  }

  /** The writes since the last time this was asked, of the stores that have any. */
  takeChanges(): StoreChanges[] {
    const changed = this.#stores.filter((store) => store.isWritten);
    return changed.map((store) => ({ name: store.name, ops: store.takeOps() }));
  }

  save(): void {
    for (const { tree } of this.#stores) tree.save();
  }

  discard(): void {
    for (const store of this.#stores) store.discard();
  }

  /** The roots of a saved version, of the stores that there were. */
  rootsAt(version: number): StoreRoot[] {
    const then = [...this.#stores, ...this.#retired].filter(({ tree }) => tree.hasVersion(version));
    return then.map(({ name, kind, tree }) => ({ name, kind, root: tree.at(version).root }));
  }

  /** Forgets versions up to and with this one. */
  forgetTo(version: number): void {
    for (const { tree } of this.#stores) tree.deleteVersionsTo(version);
    this.#retired = this.#retired.filter(({ tree }) => tree.version > version);
  }

  /** Goes back to a saved version for good. */
  rollbackTo(version: number): void {
    this.assertSame(this.rootsAt(version), version);
    for (const store of this.#stores) store.rollbackTo(version);
  }

  /**
   * The stores asked for must be those that there are at a version: anything else needs an upgrade, so that no data is
   * lost unseen.
   */
  assertSame(wanted: readonly KeptStore[], version: number): void {
    const names = new Set(wanted.map((spec) => spec.name));
    const missing = wanted.find(({ name }) => !this.#byName.has(name));
    if (missing !== undefined) {
      throw new CodedError(
        simErrors.storesDiffer,
        `version of store ${missing.name} mismatch root store's version; expected ${version} got 0; ` +
          'new stores should be added using StoreUpgrades',
      );
    }
    const extra = this.#stores.find(({ name }) => !names.has(name));
    if (extra === undefined) return;
    throw new CodedError(simErrors.storesDiffer, `store ${extra.name} would be lost; delete it using StoreUpgrades`);
  }
}

/** The app hash over some stores. */
class AppHash {
  readonly #stores: readonly MountedStore[];
  readonly #tree: MerkleMemo;

  constructor(stores: readonly MountedStore[]) {
    this.#stores = stores;
    this.#tree = new MerkleMemo(stores.length);
  }

  get now(): Hash {
    return this.#tree.rootOver(this.#stores.map(({ leaf }) => leaf));
  }
}
