import { CodedError, simErrors } from '../util/errors.js';

/** One change of a database. */
export type BackendOp =
  | { readonly type: 'put'; readonly key: string; readonly value: Uint8Array }
  | { readonly type: 'del'; readonly key: string };

/** The little that a multistore asks of a database: reads at once, and batches that happen wholly or not at all. */
export interface Backend {
  get(key: string): Uint8Array | undefined;
  /** Starts writing at once; undefined when it is done already. */
  write(batch: readonly BackendOp[]): Promise<void> | undefined;
  close(): Promise<void>;
}

/** What `jsonPut` put there. */
export function jsonIn<T>(backend: Pick<Backend, 'get'>, key: string): T | undefined {
  const bytes = backend.get(key);
  if (bytes === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as T;
  } catch (cause) {
    throw new CodedError(simErrors.storeCorrupt, `the ${key} record is not readable`, { cause });
  }
}

export const jsonPut = (key: string, value: unknown): BackendOp => ({
  type: 'put',
  key,
  value: Buffer.from(JSON.stringify(value), 'utf8'),
});

/** So far a producer of blocks may run ahead of the disk: in batches, and in bytes of values. */
const ahead = { batches: 16, bytes: 16 * 1024 * 1024 };

/**
 * Writes batches in order without making anybody wait: one write is under way, and what has come meanwhile goes together in
 * the next one, because a database takes longer for a write than for what is in it. Reads see what is still to be written.
 *
 * After a failed write nothing more is written: the database then holds a whole earlier state.
 */
export class WriteQueue {
  readonly #backend: Backend;
  #underWay: Promise<void> | undefined;
  #failure: { readonly cause: unknown } | undefined;
  #writing: readonly (readonly BackendOp[])[] = [];
  #waiting: (readonly BackendOp[])[] = [];
  #bytes = 0;
  #batches = 0;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** Batches handed over so far. */
  get batches(): number {
    return this.#batches;
  }

  /** Batches that are not written yet. */
  get unwritten(): number {
    return this.#writing.length + this.#waiting.length;
  }

  get(key: string): Uint8Array | undefined {
    for (const batch of [...this.#writing, ...this.#waiting].toReversed()) {
      const op = batch.findLast((candidate) => candidate.key === key);
      if (op !== undefined) return op.type === 'put' ? op.value : undefined;
    }
    return this.#backend.get(key);
  }

  /** Throws what made an earlier write fail. */
  assertWorking(): void {
    if (this.#failure !== undefined) throw this.#failure.cause;
  }

  add(batch: readonly BackendOp[]): void {
    this.assertWorking();
    this.#batches += 1;
    this.#bytes += bytesOf(batch);
    this.#waiting.push(batch);
    if (this.#underWay === undefined) this.#write();
  }

  /** Waits until everything is written; throws what made a write fail. */
  async flush(): Promise<void> {
    while (this.#underWay !== undefined) await this.#underWay;
    this.assertWorking();
  }

  /** Waits while more is unwritten than a fast producer may run ahead. */
  async drain(): Promise<void> {
    const isAhead = (): boolean => this.unwritten > ahead.batches || this.#bytes > ahead.bytes;
    while (this.#underWay !== undefined && isAhead()) await this.#underWay;
    this.assertWorking();
  }

  #write(): void {
    this.#writing = this.#waiting;
    this.#waiting = [];
    const written = this.#backend.write(this.#writing.flat());
    if (written === undefined) this.#written();
    else
      this.#underWay = written.then(
        () => this.#written(),
        (cause: unknown) => this.#failed(cause),
      );
  }

  #written(): void {
    for (const batch of this.#writing) this.#bytes -= bytesOf(batch);
    this.#writing = [];
    this.#underWay = undefined;
    if (this.#waiting.length > 0) this.#write();
  }

  #failed(cause: unknown): void {
    this.#failure = { cause };
    this.#writing = [];
    this.#waiting = [];
    this.#underWay = undefined;
  }
}

const bytesOf = (batch: readonly BackendOp[]): number =>
  batch.reduce((sum, op) => sum + (op.type === 'put' ? op.value.length : 0), 0);
