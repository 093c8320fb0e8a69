import type { Backend, BackendOp } from './backend.js';

/** A database in memory, for tests: what is written to `data` is there for the next one that opens over it. */
export class MemoryBackend implements Backend {
  readonly data: Map<string, Uint8Array>;

  constructor(data: Map<string, Uint8Array> = new Map()) {
    this.data = data;
  }

  get(key: string): Uint8Array | undefined {
    return this.data.get(key);
  }

  write(batch: readonly BackendOp[]): undefined {
    for (const op of batch) {
      if (op.type === 'put') this.data.set(op.key, op.value);
      else this.data.delete(op.key);
    }
  }

  async close(): Promise<void> {}
}
