import { bytesToHex, latin1ToBytes } from '../util/bytes.js';
import { CodedError, simErrors } from '../util/errors.js';
import { type Backend, type BackendOp, jsonIn, jsonPut } from './backend.js';
import type { Hash } from './iavl/hash.js';
import { chunksOf, decodeImage, encodeChunk, imageOf, type StoreRoot } from './treeImage.js';

/** A whole state that a database keeps. */
export interface SnapshotMark {
  readonly height: number;
  /** What it added to the database. */
  readonly bytes: number;
}

const marksKey = 'snapshots';
const topKey = (height: number): string => `snapshot/${height.toString(16).padStart(16, '0')}`;
const chunkKey = (hash: Hash): string => `chunk/${bytesToHex(latin1ToBytes(hash))}`;

/**
 * Whole states in a database. Each adds what none of the others has: bytes and time follow what changed since the last one,
 * not what there is.
 */
export class Snapshots {
  readonly #backend: Pick<Backend, 'get'>;
  #marks: readonly SnapshotMark[];
  /** How many of the states hold a chunk; found out when it first matters. */
  #uses: Map<Hash, number> | undefined;

  constructor(backend: Pick<Backend, 'get'>) {
    this.#backend = backend;
    this.#marks = jsonIn<readonly SnapshotMark[]>(backend, marksKey) ?? [];
  }

  /** Oldest first. */
  get marks(): readonly SnapshotMark[] {
    return this.#marks;
  }

  /** Adds a state to a batch. */
  add(height: number, stores: readonly StoreRoot[], batch: BackendOp[]): void {
    const uses = this.#counted();
    const { top, chunks } = imageOf(stores);
    batch.push({ type: 'put', key: topKey(height), value: top });
    let bytes = top.length;
    for (const [hash, node] of chunks) {
      const before = uses.get(hash) ?? 0;
      uses.set(hash, before + 1);
      if (before > 0) continue;
      const value = encodeChunk(node);
      batch.push({ type: 'put', key: chunkKey(hash), value });
      bytes += value.length;
    }
    this.#replaceMarks([...this.#marks, { height, bytes }], batch);
  }

  /** Drops all other states in a batch. */
  keep(isKept: (height: number) => boolean, batch: BackendOp[]): void {
    if (this.#marks.every(({ height }) => isKept(height))) return;
    const uses = this.#counted();
    for (const { height } of this.#marks) {
      if (isKept(height)) continue;
      for (const hash of this.#chunksOf(height)) {
        const left = uses.get(hash)! - 1;
        uses.set(hash, left);
        if (left > 0) continue;
        uses.delete(hash);
        batch.push({ type: 'del', key: chunkKey(hash) });
      }
      batch.push({ type: 'del', key: topKey(height) });
    }
    this.#replaceMarks(
      this.#marks.filter(({ height }) => isKept(height)),
      batch,
    );
  }

  /** The state as it was added. Cost: O(state). */
  restore(height: number): StoreRoot[] {
    return decodeImage(this.#part(height, topKey(height)), (hash) => this.#part(height, chunkKey(hash)));
  }

  #counted(): Map<Hash, number> {
    if (this.#uses !== undefined) return this.#uses;
    const uses = new Map<Hash, number>();
    for (const { height } of this.#marks) {
      for (const hash of this.#chunksOf(height)) uses.set(hash, (uses.get(hash) ?? 0) + 1);
    }
    this.#uses = uses;
    return uses;
  }

  #chunksOf(height: number): Set<Hash> {
    return chunksOf(this.#part(height, topKey(height)));
  }

  #replaceMarks(marks: readonly SnapshotMark[], batch: BackendOp[]): void {
    this.#marks = marks;
    batch.push(jsonPut(marksKey, marks));
  }

  #part(height: number, key: string): Uint8Array {
    const part = this.#backend.get(key);
    if (part === undefined)
      throw new CodedError(simErrors.storeCorrupt, `the snapshot of height ${height} is not whole`);
    return part;
  }
}
