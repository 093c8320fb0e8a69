import type { GonkaApp } from '../app/gonkaApp.js';
import { CodedError, simErrors } from '../util/errors.js';
import type { BlockClock, ClockState } from './blockClock.js';
import type { Mempool, MempoolState } from './mempool.js';

/** Where a chain was. The state itself is the tree's version at that height, which is held as long as this is. */
export interface Snapshot {
  readonly id: number;
  readonly height: bigint;
  readonly clock: ClockState;
  readonly mempool: MempoolState;
}

/**
 * Places to go back to, by numbers that are never used twice. Cost of one: O(waiting transactions), whatever the size of the
 * state; it holds on to what changes afterwards, until somebody goes back past it.
 */
export class Snapshots {
  readonly #app: GonkaApp;
  readonly #clock: BlockClock;
  readonly #mempool: Mempool;
  #all: readonly Snapshot[] = [];
  #lastId = 0;

  constructor(app: GonkaApp, clock: BlockClock, mempool: Mempool) {
    this.#app = app;
    this.#clock = clock;
    this.#mempool = mempool;
  }

  /** In the order in which they were taken. */
  get all(): readonly Snapshot[] {
    return this.#all;
  }

  take(height: bigint): Snapshot {
    this.#lastId += 1;
    const snapshot = { id: this.#lastId, height, clock: this.#clock.state, mempool: this.#mempool.state };
    this.#all = [...this.#all, snapshot];
    this.#app.held.add(height);
    return snapshot;
  }

  /** Takes a snapshot out, and all that were taken after it. Their heights may be forgotten. */
  takeBack(id: number): Snapshot {
    const found = this.#all.find((snapshot) => snapshot.id === id);
    if (found === undefined) {
      const known = this.#all.map((snapshot) => snapshot.id).join(', ') || 'none';
      throw new CodedError(simErrors.usage, `there is no snapshot ${id}; there are: ${known}`);
    }
    this.#all = this.#all.filter((snapshot) => snapshot.id < id);
    this.#app.held.clear();
    for (const { height } of this.#all) this.#app.held.add(height);
    return found;
  }

  /** Gives all of them up: the chain that they were taken of is gone. */
  clear(): void {
    this.#all = [];
    this.#app.held.clear();
  }

  /** What a snapshot has besides the chain. */
  restore({ clock, mempool }: Snapshot): void {
    this.#clock.restore(clock);
    this.#mempool.restore(mempool);
  }
}
