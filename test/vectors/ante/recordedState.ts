import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTime } from '../../../src/sdk/time.js';
import type { StoreBranch } from '../../../src/store/kv.js';
import { MemoryStore } from '../../../src/store/memoryStore.js';
import { branchOf } from '../../../src/store/storeBranches.js';
import { Value } from '../../../src/store/value.js';
import { bytesToLatin1, hexToBytes } from '../../../src/util/bytes.js';

// biome-ignore lint/suspicious/noExplicitAny: recordings are foreign JSON
export type Row = any;

export const rows = (file: string): Row[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

/** The stores of a recorded chain at any height, from its writes. Walking forward is cheap, going back begins anew. */
export class RecordedState {
  readonly #writes: ReadonlyMap<string, readonly { height: number; changes: [string, string | null][] }[]>;
  #stores = new Map<string, MemoryStore>();
  #at = new Map<string, number>();
  #height = 0;

  constructor(folder: string, stores: readonly string[]) {
    const parts = (name: string): string[] =>
      ['-store.jsonl', '-store.part2.jsonl'].map((end) => join(folder, name + end)).filter((path) => existsSync(path));
    this.#writes = new Map(stores.map((name) => [name, parts(name).flatMap(rows)]));
  }

  /** A branch over the state that a height left behind. */
  after(height: number): StoreBranch {
    if (height < this.#height) [this.#stores, this.#at] = [new Map(), new Map()];
    this.#height = height;
    return branchOf({ store: (name) => this.#advance(name, height) });
  }

  #advance(name: string, height: number): MemoryStore {
    const store = this.#stores.get(name) ?? new MemoryStore();
    this.#stores.set(name, store);
    const writes = this.#writes.get(name) ?? [];
    let at = this.#at.get(name) ?? 0;
    for (; at < writes.length && writes[at]!.height <= height; at++) {
      for (const [key, value] of writes[at]!.changes) {
        const latin1 = bytesToLatin1(hexToBytes(key));
        if (value === null) store.delete(latin1);
        else store.set(latin1, Value.ofBytes(hexToBytes(value)));
      }
    }
    this.#at.set(name, at);
    return store;
  }
}

/** Times of the blocks of a recording by height, in nanoseconds. */
export const blockTimes = (folder: string): ReadonlyMap<number, bigint> =>
  new Map(rows(join(folder, 'headers.jsonl')).map(({ height, header }) => [Number(height), parseTime(header.time)]));
