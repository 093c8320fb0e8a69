import { CodedError, simErrors } from '../util/errors.js';
import { type Backend, type BackendOp, jsonIn, jsonPut } from './backend.js';
import { type BlockRecord, decodeBlock, encodeBlock, type KeptStore } from './blockRecord.js';
import { OrderedMap } from './orderedMap.js';
import { Snapshots } from './snapshots.js';
import type { StoreRoot } from './treeImage.js';
import type { Value } from './value.js';

type Reader = Pick<Backend, 'get'>;

/** What a directory holds: one small record, replaced by every batch. */
interface Head {
  readonly height: number;
  /** The first height that can still be asked for. */
  readonly earliest: number;
  /** The first block record that is still there. */
  readonly firstRecord: number;
  /** Bytes of block records since the last snapshot. */
  readonly logged: number;
}

/** The state after a block, as it was kept. */
export interface RestoredState {
  readonly record: BlockRecord;
  readonly stores: readonly StoreRoot[];
}

const headKey = 'head';
const chainKey = 'chain';
const blockKey = (height: number): string => `block/${height.toString(16).padStart(16, '0')}`;

/** So many times as large as what the last snapshot added do the records grow before the next one. */
const recordsPerSnapshot = 2;

/**
 * How a chain of states is kept: one record per block with its writes, and now and then all trees whole, as far as the last
 * snapshot does not have them. Opening and looking back cost O(state), and one block costs one batch.
 */
export class Journal {
  readonly #backend: Reader;
  readonly #snapshots: Snapshots;
  readonly #snapshotBytes: number;
  #head: Head | undefined;

  /** No snapshot is made before this many bytes of records. */
  constructor(backend: Reader, snapshotBytes: number) {
    this.#backend = backend;
    this.#snapshots = new Snapshots(backend);
    this.#snapshotBytes = snapshotBytes;
    this.#head = jsonIn<Head>(backend, headKey);
  }

  /** The last height written; 0 for none. */
  get height(): number {
    return this.#head?.height ?? 0;
  }

  get earliest(): number {
    return this.#head?.earliest ?? 0;
  }

  /** The application's record of the chain as a whole, as it was last kept. */
  get chainRecord(): Uint8Array | undefined {
    return this.#backend.get(chainKey);
  }

  /** What to add to a batch so that it replaces the record of the chain. */
  keepChainRecord(value: Uint8Array): BackendOp {
    return { type: 'put', key: chainKey, value };
  }

  /** The batch that keeps a block; heights below `earliest` may be forgotten. `rootsNow` is asked for when a snapshot is due. */
  append(record: BlockRecord, earliest: number, rootsNow: () => readonly StoreRoot[]): BackendOp[] {
    const bytes = encodeBlock(record);
    const before = this.#head ?? { firstRecord: record.height, logged: 0 };
    const batch: BackendOp[] = [{ type: 'put', key: blockKey(record.height), value: bytes }];
    let logged = before.logged + bytes.length;
    if (logged > Math.max(this.#snapshotBytes, recordsPerSnapshot * (this.#snapshots.marks.at(-1)?.bytes ?? 0))) {
      this.#snapshots.add(record.height, rootsNow(), batch);
      logged = 0;
    }
    const firstRecord = this.#forget(before.firstRecord, earliest, batch);
    return this.#replaceHead(batch, { height: record.height, earliest, firstRecord, logged });
  }

  /** The batch that forgets everything after a height. */
  truncate(height: number): BackendOp[] {
    const head = this.#head!;
    const batch: BackendOp[] = [];
    for (let later = height + 1; later <= head.height; later++) batch.push({ type: 'del', key: blockKey(later) });
    this.#snapshots.keep((at) => at <= height, batch);
    return this.#replaceHead(batch, { ...head, height });
  }

  /** The batch that forgets everything and begins again with a whole state. */
  beginAt(record: BlockRecord, roots: readonly StoreRoot[]): BackendOp[] {
    const batch: BackendOp[] = [];
    const { firstRecord = 1, height: last = 0 } = this.#head ?? {};
    for (let at = firstRecord; at <= last; at++) batch.push({ type: 'del', key: blockKey(at) });
    this.#snapshots.keep(() => false, batch);
    const { height } = record;
    batch.push({ type: 'put', key: blockKey(height), value: encodeBlock(record) });
    this.#snapshots.add(height, roots, batch);
    return this.#replaceHead(batch, { height, earliest: height, firstRecord: height, logged: 0 });
  }

  /** The state after a kept height, from the nearest snapshot and the records since. Cost: O(state). */
  restore(height: number): RestoredState {
    const mark = this.#snapshots.marks.findLast((candidate) => candidate.height <= height);
    const trees = new Trees(mark === undefined ? [] : this.#snapshots.restore(mark.height));
    let record = mark === undefined ? undefined : this.#record(mark.height);
    for (let at = mark === undefined ? (this.#head?.firstRecord ?? 1) : mark.height + 1; at <= height; at++) {
      record = this.#record(at);
      trees.apply(record);
    }
    if (record === undefined) throw new CodedError(simErrors.heightUnavailable, `version ${height} does not exist`);
    return { record, stores: trees.roots() };
  }

  #record(height: number): BlockRecord {
    const bytes = this.#backend.get(blockKey(height));
    if (bytes === undefined) throw new CodedError(simErrors.storeCorrupt, `the record of block ${height} is missing`);
    const record = decodeBlock(bytes);
    if (record.height !== height)
      throw new CodedError(simErrors.storeCorrupt, `block ${height} is that of ${record.height}`);
    return record;
  }

  /** Drops what no kept height needs: all before the last snapshot that the earliest one can start from. Gives the first record left. */
  #forget(firstRecord: number, earliest: number, batch: BackendOp[]): number {
    const base = this.#snapshots.marks.findLast((mark) => mark.height <= earliest);
    if (base === undefined || base.height === firstRecord) return firstRecord;
    for (let at = firstRecord; at < base.height; at++) batch.push({ type: 'del', key: blockKey(at) });
    this.#snapshots.keep((height) => height >= base.height, batch);
    return base.height;
  }

  #replaceHead(batch: BackendOp[], head: Head): BackendOp[] {
    this.#head = head;
    return [...batch, jsonPut(headKey, head)];
  }
}

/** Trees that follow the records of blocks without hashing. */
class Trees {
  readonly #trees: Map<string, { readonly store: KeptStore; readonly entries: OrderedMap<Value> }>;

  constructor(image: readonly StoreRoot[]) {
    this.#trees = new Map(image.map((store) => [store.name, { store, entries: new OrderedMap(store.root) }]));
  }

  apply({ height, stores, changes }: BlockRecord): void {
    if (stores !== undefined) this.#mount(stores);
    for (const { name, ops } of changes) {
      const tree = this.#trees.get(name);
      if (tree === undefined)
        throw new CodedError(simErrors.storeCorrupt, `block ${height} writes to no store: ${name}`);
      tree.entries.share(height);
      for (const [key, value] of ops) {
        if (value === undefined) tree.entries.delete(key);
        else tree.entries.set(key, value);
      }
    }
  }

  roots(): StoreRoot[] {
    return [...this.#trees.values()].map(({ store, entries }) => ({ ...store, root: entries.root }));
  }

  #mount(stores: readonly KeptStore[]): void {
    const names = new Set(stores.map((store) => store.name));
    for (const name of this.#trees.keys()) if (!names.has(name)) this.#trees.delete(name);
    for (const store of stores) {
      if (!this.#trees.has(store.name)) this.#trees.set(store.name, { store, entries: new OrderedMap<Value>() });
    }
  }
}
