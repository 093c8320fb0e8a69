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

/**
 * Writes batches one after another, in order, without making anybody wait. Reads see what is still to be written.
 *
 * After a failed write nothing more is written: the database then holds a whole earlier state.
 */
export class WriteQueue {
  readonly #backend: Backend;
  #last: Promise<void> | undefined;
  #failure: { readonly cause: unknown } | undefined;
  readonly #unwritten: (readonly BackendOp[])[] = [];
  #batches = 0;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** Batches handed over so far. */
  get batches(): number {
    return this.#batches;
  }

  /** Batches that are not written yet. */
  get waiting(): number {
    return this.#unwritten.length;
  }

  get(key: string): Uint8Array | undefined {
    for (const batch of this.#unwritten.toReversed()) {
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
    const writing = this.#last === undefined ? this.#backend.write(batch) : this.#last.then(() => this.#next(batch));
    if (writing === undefined) return;
    this.#unwritten.push(batch);
    const last: Promise<void> = writing.then(
      () => this.#done(last),
      (cause: unknown) => {
        this.#failure ??= { cause };
        this.#done(last);
      },
    );
    this.#last = last;
  }

  /** Waits until everything is written; throws what made a write fail. */
  async flush(): Promise<void> {
    while (this.#last !== undefined) await this.#last;
    this.assertWorking();
  }

  /** Waits until at most one batch is unwritten, so that a fast producer does not run ahead of the disk. */
  async drain(): Promise<void> {
    if (this.#unwritten.length > 1) await this.flush();
    this.assertWorking();
  }

  #next(batch: readonly BackendOp[]): Promise<void> | undefined {
    return this.#failure === undefined ? this.#backend.write(batch) : undefined;
  }

  #done(last: Promise<void>): void {
    this.#unwritten.shift();
    if (this.#last === last) this.#last = undefined;
  }
}
