import { latin1ToBytes } from '../util/bytes.js';
import { CodedError, simErrors } from '../util/errors.js';
import { toSafeNumber } from '../util/int.js';
import { type BackendOp, WriteQueue } from './backend.js';
import type { BlockRecord, KeptStore } from './blockRecord.js';
import type { CommitId } from './commitInfo.js';
import { emptyHash, type Hash } from './iavl/hash.js';
import { Journal } from './journal.js';
import { KeptStores } from './keptStores.js';
import type { KVStore, StoreBranch, StoreView } from './kv.js';
import { MemoryBackend } from './memoryBackend.js';
import { MemoryStore } from './memoryStore.js';
import type { MultiStoreOptions } from './multiStoreOptions.js';
import { type Pruning, pruneNothing, pruningHeight } from './pruning.js';
import { branchOf } from './storeBranches.js';
import type { StoreKind, StoreSpec } from './storeKind.js';
import { upgraded } from './storeUpgrades.js';
import { StoreVersion } from './storeVersion.js';
import { Value } from './value.js';
import { VersionRow } from './versionRow.js';

export type { MultiStoreOptions } from './multiStoreOptions.js';

const defaultHeightsInMemory = 100;
const defaultSnapshotBytes = 16 * 1024 * 1024;

/**
 * The stores of a chain by name, committed together under one app hash, as `cosmossdk.io/store` does (vectors README,
 * "Multistore").
 *
 * All live state is in memory and all of it is synchronous; a commit hands the backend one batch and does not wait for it.
 * A crash at any moment leaves a whole commit behind.
 */
export class MultiStore implements StoreView {
  /** Heights that stay, and stay in memory, whatever pruning says: somebody may go back to them. */
  readonly held = new Set<bigint>();
  readonly #options: MultiStoreOptions;
  readonly #pruning: Pruning;
  readonly #journal: Journal | undefined;
  readonly #queue: WriteQueue;
  readonly #passing = new Map<string, { readonly kind: StoreKind; readonly store: MemoryStore }>();
  #aux = new VersionRow<Value | undefined>();
  #kept: KeptStores;
  #height = 0;
  #hash: Hash = emptyHash;
  #earliest = 0;
  #firstInMemory = 0;
  /** The next block record has to name all stores. */
  #storesChanged = true;
  #commits = 0;
  /** Queries come in rows of one height. */
  #lastAsked: StoreVersion | undefined;
  #chainRecord: Uint8Array | undefined;

  constructor(options: MultiStoreOptions) {
    const specs = options.stores.map(
      (store): StoreSpec => (typeof store === 'string' ? { name: store, kind: 'iavl' } : store),
    );
    for (const { name, kind } of specs) {
      if (!isKept(kind)) this.#passing.set(name, { kind, store: new MemoryStore() });
    }
    this.#options = options;
    this.#pruning = options.pruning ?? pruneNothing;
    this.#queue = new WriteQueue(options.backend ?? new MemoryBackend());
    if (options.backend !== undefined) {
      this.#journal = new Journal(this.#queue, options.snapshotBytes ?? defaultSnapshotBytes);
      this.#chainRecord = this.#journal.chainRecord;
    }
    const kept = specs.filter((spec): spec is KeptStore => isKept(spec.kind));
    this.#kept = this.#journal?.height ? this.#open(this.#journal, kept) : KeptStores.fresh(kept, this.#nextHeight());
  }

  /** The last committed height; 0 before the first. */
  get height(): bigint {
    return BigInt(this.#height);
  }

  /** The first height that can be asked for; 0 before the first commit. */
  get earliestHeight(): bigint {
    return BigInt(this.#earliest);
  }

  get lastCommit(): CommitId {
    return { version: this.height, hash: latin1ToBytes(this.#hash) };
  }

  /** The height that the next commit will have. */
  get nextHeight(): bigint {
    return BigInt(this.#nextHeight());
  }

  /** The application's own record of the whole chain. */
  get chainRecord(): Uint8Array | undefined {
    return this.#chainRecord;
  }

  /** A record that was kept beside the stores. */
  record(key: string): Uint8Array | undefined {
    return this.#queue.get(key);
  }

  /** The application's own record of the last commit. */
  get aux(): Uint8Array | undefined {
    return this.#aux.get(this.#height)?.bytes;
  }

  /** The stores themselves: what is written here is in the next commit. Blocks write to a branch. */
  store(name: string): KVStore {
    const store = this.#kept.get(name) ?? this.#passing.get(name)?.store;
    if (store === undefined) throw new CodedError(simErrors.storeUnknown, name);
    return store;
  }

  /** Whether the store stands in the app hash. */
  isProved(name: string): boolean {
    return this.#kept.get(name)?.kind === 'iavl';
  }

  branch(): StoreBranch {
    return branchOf(this);
  }

  /** The app hash that a commit would give now. */
  workingHash(): Uint8Array {
    return latin1ToBytes(this.#kept.workingHash());
  }

  /**
   * Makes what was written the next version. `aux` is kept with it, `chainRecord` until another one is given, and what is
   * `beside` it is written with it or not at all. Hashes once what changed and hands over one batch.
   */
  commit(aux?: Value, chainRecord?: Uint8Array, beside: readonly BackendOp[] = []): CommitId {
    this.#queue.assertWorking();
    const height = this.#nextHeight();
    this.#hash = this.#kept.commitHash();
    this.#kept.save();
    this.#clearTransient();
    this.#height = height;
    this.#aux.push(height, aux);
    this.#commits += 1;
    this.#forget();
    this.#chainRecord = chainRecord ?? this.#chainRecord;
    this.#keep(aux, chainRecord, beside);
    return this.lastCommit;
  }

  /** A kept height; heightUnavailable for any other. Heights that are no longer in memory are rebuilt: O(state). */
  at(version: bigint): StoreVersion {
    const height = this.#assertKept(version);
    if (this.#lastAsked?.version !== version) this.#lastAsked = this.#versionAt(height);
    return this.#lastAsked;
  }

  has(version: bigint): boolean {
    return version > 0n && version >= this.earliestHeight && version <= this.height;
  }

  /** Drops what was written since the last commit. */
  discard(): void {
    this.#kept.discard();
    this.#clearTransient();
  }

  /** Goes back to a kept height for good. The stores must be the same there as now. */
  rollbackTo(version: bigint): void {
    const height = this.#assertKept(version);
    this.discard();
    if (height >= this.#firstInMemory) {
      this.#kept.rollbackTo(height);
      this.#aux.dropAfter(height);
    } else {
      this.#kept = this.#open(this.#journal!, this.#kept.all, height);
    }
    this.#height = height;
    this.#hash = this.#kept.commitHash();
    this.#lastAsked = undefined;
    if (this.#journal !== undefined) this.#queue.add(this.#journal.truncate(height));
  }

  /** Takes a state of the same stores in place of all that there was, in one batch with what is `beside` it. */
  adopt({ version, roots, aux }: StoreVersion, beside: readonly BackendOp[]): void {
    const kept = KeptStores.restored(roots, Number(version));
    kept.assertSame(this.#kept.all, Number(version));
    const record = { height: Number(version), appHash: kept.commitHash(), stores: kept.all, changes: [], aux };
    this.#kept = kept;
    this.#standAt(record.height, record, record.height);
    this.#lastAsked = undefined;
    this.held.clear();
    this.#queue.add([...(this.#journal?.beginAt(record, roots) ?? []), ...beside]);
  }

  /** What was done so far, for tests that count instead of timing. */
  get counts(): { readonly commits: number; readonly batches: number; readonly hashedNodes: number } {
    return { commits: this.#commits, batches: this.#queue.batches, hashedNodes: this.#kept.hashedNodes };
  }

  /** Waits until all commits are kept. */
  async flush(): Promise<void> {
    await this.#queue.flush();
  }

  /** Waits until no more is unwritten than a producer may run ahead: what one awaits between two blocks. */
  async drain(): Promise<void> {
    await this.#queue.drain();
  }

  async close(): Promise<void> {
    await this.flush();
    await this.#options.backend?.close();
  }

  /** The stores as the journal has them at a height, with the upgrades of the options when it is the last one. */
  #open(journal: Journal, wanted: readonly KeptStore[], height = journal.height): KeptStores {
    const { record, stores } = journal.restore(height);
    const restored = KeptStores.restored(stores, height);
    if (restored.commitHash() !== record.appHash) {
      throw new CodedError(simErrors.storeCorrupt, `the state of height ${height} has another hash than its commit`);
    }
    const { upgrades = {} } = height === journal.height ? this.#options : {};
    const kindOf = (name: string) => wanted.find((spec) => spec.name === name)?.kind ?? 'iavl';
    const kept = upgraded(restored, upgrades, height, kindOf);
    kept.assertSame(
      wanted.filter(({ name }) => !upgrades.deleted?.includes(name)),
      height,
    );
    this.#standAt(height, record, journal.earliest);
    this.#storesChanged = Object.keys(upgrades).length > 0;
    return kept;
  }

  #standAt(height: number, { appHash, aux }: Pick<BlockRecord, 'appHash' | 'aux'>, earliest: number): void {
    this.#height = height;
    this.#hash = appHash;
    this.#aux = VersionRow.of(height, aux && Value.ofBytes(aux));
    this.#earliest = earliest;
    this.#firstInMemory = height;
  }

  #nextHeight(): number {
    if (this.#height > 0) return this.#height + 1;
    return Math.max(1, toSafeNumber(this.#options.initialVersion ?? 1n, 'initial version'));
  }

  #assertKept(version: bigint): number {
    if (!this.has(version)) throw new CodedError(simErrors.heightUnavailable, `version ${version} does not exist`);
    return Number(version);
  }

  #versionAt(height: number): StoreVersion {
    if (height >= this.#firstInMemory) {
      return new StoreVersion(BigInt(height), this.#kept.rootsAt(height), this.#aux.get(height)?.bytes);
    }
    const { record, stores } = this.#journal!.restore(height);
    return new StoreVersion(BigInt(height), stores, record.aux);
  }

  #clearTransient(): void {
    for (const { kind, store } of this.#passing.values()) if (kind === 'transient') store.clear();
  }

  /** Drops the heights that pruning gives up, and from memory those that the backend has anyway. */
  #forget(): void {
    const lowestHeld = Math.min(...[...this.held].map(Number));
    const pruned = Math.min(pruningHeight(this.#pruning, this.#height), lowestHeld - 1);
    this.#earliest = Math.max(this.#earliest || this.#height, pruned + 1);
    const inMemory = this.#options.heightsInMemory ?? defaultHeightsInMemory;
    const onlyKept = this.#journal === undefined ? 0 : this.#height - Math.max(1, inMemory);
    const unneeded = Math.min(onlyKept, lowestHeld - 1);
    const first = Math.max(this.#firstInMemory || this.#height, this.#earliest, unneeded + 1);
    if (first === this.#firstInMemory) return;
    this.#kept.forgetTo(first - 1);
    this.#aux.dropTo(first - 1);
    this.#firstInMemory = first;
  }

  #keep(aux: Value | undefined, chainRecord: Uint8Array | undefined, beside: readonly BackendOp[]): void {
    const changes = this.#kept.takeChanges();
    if (this.#journal === undefined) {
      if (beside.length > 0) this.#queue.add(beside);
      return;
    }
    const record = {
      height: this.#height,
      appHash: this.#hash,
      stores: this.#storesChanged ? this.#kept.all : undefined,
      changes,
      aux: aux?.bytes,
    };
    this.#storesChanged = false;
    const batch = this.#journal.append(record, this.#earliest, () => this.#kept.rootsAt(this.#height));
    if (chainRecord !== undefined) batch.push(this.#journal.keepChainRecord(chainRecord));
    this.#queue.add([...batch, ...beside]);
  }
}

const isKept = (kind: StoreKind): kind is KeptStore['kind'] => kind === 'iavl' || kind === 'db';
