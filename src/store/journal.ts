import { CodedError, simErrors } from '../util/errors.js';
import type { Backend, BackendOp } from './backend.js';
import { type BlockRecord, decodeBlock, encodeBlock, type KeptStore } from './blockRecord.js';
import { OrderedMap } from './orderedMap.js';
import { decodeImage, encodeImage, type StoreRoot } from './treeImage.js';
import type { Value } from './value.js';

type Reader = Pick<Backend, 'get'>;

/** Where a whole state is kept, in pieces. */
interface SnapshotMark {
  readonly height: number;
  readonly pieces: number;
  readonly bytes: number;
}

/** What a directory holds: one small record, replaced by every batch. */
interface Head {
  readonly height: number;
  /** The first height that can still be asked for. */
  readonly earliest: number;
  /** The first block record that is still there. */
  readonly firstRecord: number;
  readonly snapshots: readonly SnapshotMark[];
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
const hex = (n: number): string => n.toString(16).padStart(16, '0');
const blockKey = (height: number): string => `block/${hex(height)}`;
const pieceKey = (height: number, piece: number): string => `snapshot/${hex(height)}/${hex(piece)}`;

/** Small enough for a database that likes its values small, large enough to be few. */
const pieceBytes = 4 * 1024 * 1024;

/** So many times as large as the last snapshot do the records grow before the next one, which costs a walk over all there is. */
const recordsPerSnapshot = 2;

/**
 * How a chain of states is kept: one record per block with its writes, and now and then all trees whole, when the records
 * since have long outgrown them. Opening and looking back cost O(state), and one block costs one batch.
 */
export class Journal {
  readonly #backend: Reader;
  readonly #snapshotBytes: number;
  #head: Head | undefined;

  /** No snapshot is made before this many bytes of records. */
  constructor(backend: Reader, snapshotBytes: number) {
    this.#backend = backend;
    this.#snapshotBytes = snapshotBytes;
    this.#head = readHead(backend);
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
    const before = this.#head ?? { firstRecord: record.height, snapshots: [], logged: 0 };
    const batch: BackendOp[] = [{ type: 'put', key: blockKey(record.height), value: bytes }];
    let { snapshots, logged } = { snapshots: before.snapshots, logged: before.logged + bytes.length };
    if (logged > Math.max(this.#snapshotBytes, recordsPerSnapshot * (snapshots.at(-1)?.bytes ?? 0))) {
      const image = encodeImage(rootsNow());
      snapshots = [...snapshots, snapshotInto(batch, record.height, image)];
      logged = 0;
    }
    const { firstRecord } = before;
    return this.#replaceHead(
      batch,
      forgotten({ height: record.height, earliest, firstRecord, snapshots, logged }, batch),
    );
  }

  /** The batch that forgets everything after a height. */
  truncate(height: number): BackendOp[] {
    const head = this.#head!;
    const batch: BackendOp[] = [];
    for (let later = height + 1; later <= head.height; later++) batch.push({ type: 'del', key: blockKey(later) });
    for (const mark of head.snapshots) if (mark.height > height) forgetSnapshot(mark, batch);
    const snapshots = head.snapshots.filter((mark) => mark.height <= height);
    return this.#replaceHead(batch, { ...head, height, snapshots, logged: head.logged });
  }

  /** The batch that forgets everything and begins again with a whole state. */
  beginAt(record: BlockRecord, roots: readonly StoreRoot[]): BackendOp[] {
    const batch: BackendOp[] = [];
    const { firstRecord = 1, height: last = 0, snapshots = [] } = this.#head ?? {};
    for (let at = firstRecord; at <= last; at++) batch.push({ type: 'del', key: blockKey(at) });
    for (const mark of snapshots) forgetSnapshot(mark, batch);
    const { height } = record;
    batch.push({ type: 'put', key: blockKey(height), value: encodeBlock(record) });
    const mark = snapshotInto(batch, height, encodeImage(roots));
    return this.#replaceHead(batch, { height, earliest: height, firstRecord: height, snapshots: [mark], logged: 0 });
  }

  /** The state after a kept height, from the nearest snapshot and the records since. Cost: O(state). */
  restore(height: number): RestoredState {
    const mark = this.#head?.snapshots.findLast((candidate) => candidate.height <= height);
    const image = mark === undefined ? [] : decodeImage(this.#pieces(mark));
    const trees = new Trees(image);
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

  #pieces({ height, pieces }: SnapshotMark): Uint8Array {
    const parts = Array.from({ length: pieces }, (_, piece) => {
      const part = this.#backend.get(pieceKey(height, piece));
      if (part === undefined)
        throw new CodedError(simErrors.storeCorrupt, `the snapshot of height ${height} is not whole`);
      return part;
    });
    return Buffer.concat(parts);
  }

  #replaceHead(batch: BackendOp[], head: Head): BackendOp[] {
    this.#head = head;
    return [...batch, { type: 'put', key: headKey, value: Buffer.from(JSON.stringify(head), 'utf8') }];
  }
}

function readHead(backend: Reader): Head | undefined {
  const bytes = backend.get(headKey);
  if (bytes === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as Head;
  } catch (cause) {
    throw new CodedError(simErrors.storeCorrupt, 'the head record is not readable', { cause });
  }
}

function snapshotInto(batch: BackendOp[], height: number, image: Uint8Array): SnapshotMark {
  const pieces = Math.ceil(image.length / pieceBytes);
  for (let piece = 0; piece < pieces; piece++) {
    const value = image.subarray(piece * pieceBytes, (piece + 1) * pieceBytes);
    batch.push({ type: 'put', key: pieceKey(height, piece), value });
  }
  return { height, pieces, bytes: image.length };
}

function forgetSnapshot({ height, pieces }: SnapshotMark, batch: BackendOp[]): void {
  for (let piece = 0; piece < pieces; piece++) batch.push({ type: 'del', key: pieceKey(height, piece) });
}

/** Drops what no kept height needs: all before the last snapshot that the earliest one can start from. */
function forgotten(head: Head, batch: BackendOp[]): Head {
  const base = head.snapshots.findLast((mark) => mark.height <= head.earliest);
  if (base === undefined || base.height === head.firstRecord) return head;
  for (const mark of head.snapshots) if (mark.height < base.height) forgetSnapshot(mark, batch);
  for (let at = head.firstRecord; at < base.height; at++) batch.push({ type: 'del', key: blockKey(at) });
  return { ...head, firstRecord: base.height, snapshots: head.snapshots.filter((mark) => mark.height >= base.height) };
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
