import { bytesToHex, latin1ToBytes } from '../../util/bytes.js';
import { CodedError, simErrors } from '../../util/errors.js';
import { pairsToLatin1 } from '../../util/sha256.js';
import { assertKey, assertRange, type Entry, type Key, type KeyRange, type KVStore } from '../kv.js';
import { OrderedMap } from '../orderedMap.js';
import type { Value } from '../value.js';
import { VersionRow } from '../versionRow.js';
import { emptyHash, type Hash, type HashWork, type NodeHash, nodeHash } from './hash.js';
import type { TreeNode } from './node.js';
import { TreeView } from './treeView.js';

/** What a tree has saved: the root of each version. Trees opened over one row see the same versions. */
export type SavedRoots = VersionRow<TreeNode<Value> | undefined>;

export interface SavedVersion {
  readonly version: number;
  readonly hash: Hash;
}

/**
 * A versioned IAVL+ tree with the root hashes of cosmos/iavl v1 (vectors README, "IAVL").
 *
 * Writes change the working tree in place; `save` hashes what changed, once, and from then on shares its nodes with later
 * versions. Versions are safe integers. Cost of a write or read: O(log n).
 */
export class IavlTree implements KVStore {
  readonly #saved: SavedRoots;
  readonly #work: HashWork = { nodes: 0 };
  #working = new OrderedMap<Value>();
  #version = 0;
  #initialVersion: number;
  /** The last hash of a root that was given away, in both forms: most trees stay as they are. */
  #rootHash: { readonly kept: NodeHash; readonly given: Hash } = { kept: '', given: emptyHash };

  constructor(options: { readonly saved?: SavedRoots; readonly initialVersion?: number } = {}) {
    this.#saved = options.saved ?? new VersionRow();
    this.#initialVersion = options.initialVersion ?? 0;
    this.#workOn(undefined, 0);
  }

  /** The last version saved or loaded; 0 before the first. */
  get version(): number {
    return this.#version;
  }

  /** The version that the next save will make. */
  get workingVersion(): number {
    return this.#version === 0 ? Math.max(this.#initialVersion, 1) : this.#version + 1;
  }

  get size(): number {
    return this.#working.size;
  }

  get height(): number {
    return this.#working.root?.height ?? 0;
  }

  /** Nodes hashed since the tree was made. */
  get hashedNodes(): number {
    return this.#work.nodes;
  }

  /** Saved versions, oldest first. */
  get versions(): number[] {
    return this.#saved.versions;
  }

  hasVersion(version: number): boolean {
    return this.#saved.has(version);
  }

  /** Makes the first save have this version; without effect once there is one. To be called before the first write. */
  setInitialVersion(version: number): void {
    this.#initialVersion = version;
    this.#working.share(this.workingVersion);
  }

  get(key: Key): Value | undefined {
    assertKey(key);
    return this.#working.get(key);
  }

  has(key: Key): boolean {
    return this.get(key) !== undefined;
  }

  iterate(range: KeyRange = {}): IterableIterator<Entry> {
    assertRange(range);
    return this.#working.entries(range);
  }

  /** Tells whether the key was there before. The same value again is a write like any other: it changes the root. */
  set(key: Key, value: Value): boolean {
    if (value === undefined) {
      throw new CodedError(simErrors.invalidKey, `attempt to store nil value at key '${key}'`);
    }
    assertKey(key);
    return this.#working.set(key, value);
  }

  delete(key: Key): void {
    this.remove(key);
  }

  /** The removed value, or undefined when the key was not there: then nothing changes, not even versions. */
  remove(key: Key): Value | undefined {
    return this.#working.delete(key);
  }

  /** Hash of the working tree: what a save now would give. */
  workingHash(): Hash {
    const { root } = this.#working;
    if (root === undefined) return emptyHash;
    const kept = nodeHash(root, this.#work);
    if (kept !== this.#rootHash.kept) this.#rootHash = { kept, given: pairsToLatin1(kept) };
    return this.#rootHash.given;
  }

  /** Keeps the working tree as the next version; saving an existing version again must give the same hash. */
  save(): SavedVersion {
    const version = this.workingVersion;
    const hash = this.workingHash();
    if (this.#saved.has(version)) {
      this.#assertSame(version, hash);
      this.#workOn(this.#saved.get(version), version);
    } else {
      this.#version = version;
      this.#saved.push(version, this.#working.share(this.workingVersion));
    }
    return { version, hash };
  }

  /** A saved version; heightUnavailable when it is not kept. */
  at(version: number): TreeView {
    if (!this.#saved.has(version))
      throw new CodedError(simErrors.heightUnavailable, `version ${version} does not exist`);
    return new TreeView(this.#saved.get(version), this.#work);
  }

  /** Continues from a saved version, later ones being kept; gives the latest. */
  load(version: number): number {
    const { versions } = this;
    const [first, latest] = [versions[0] ?? 0, versions.at(-1) ?? 0];
    if (first > 0 && first < this.#initialVersion) {
      const text = `initial version set to ${this.#initialVersion}, but found earlier version ${first}`;
      throw new CodedError(simErrors.storeCorrupt, text);
    }
    if (version > latest) {
      throw new CodedError(
        simErrors.heightUnavailable,
        `wanted to load target ${version} but only found up to ${latest}`,
      );
    }
    const { root } = this.at(version);
    this.#workOn(root, version);
    return latest;
  }

  /** Continues from a saved version and forgets all later ones. */
  loadForOverwriting(version: number): void {
    this.load(version);
    this.#saved.dropAfter(version);
  }

  /** Forgets the versions up to and with this one; the last saved one stays. */
  deleteVersionsTo(version: number): void {
    this.#saved.dropTo(Math.min(version, this.#version - 1));
  }

  /** Drops what was written since the last save. */
  rollback(): void {
    this.#workOn(this.#saved.get(this.#version), this.#version);
  }

  #workOn(root: TreeNode<Value> | undefined, version: number): void {
    this.#version = version;
    this.#working = new OrderedMap(root, this.workingVersion);
  }

  #assertSame(version: number, hash: Hash): void {
    const existing = this.#saved.get(version);
    if (hash === new TreeView(existing, this.#work).hash) return;
    // IAVL v1 names nodes by version and number within it; a root made in its version is number 1.
    const nodeKey = [...bigEndian(existing?.edit.version ?? version, 8), ...bigEndian(1, 4)].join(' ');
    const was = bytesToHex(latin1ToBytes(hash)).toUpperCase();
    const text = `version ${version} was already saved to different hash from ${was} (existing nodeKey [${nodeKey}])`;
    throw new CodedError(simErrors.storeCorrupt, text);
  }
}

function bigEndian(value: number, length: number): number[] {
  return Array.from({ length }, (_, i) => Math.floor(value / 256 ** (length - 1 - i)) % 256);
}
