import type { GonkaApp } from '../openChain.js';
import { changedRoots, type Roots, rootsOf } from './roots.js';
import { blockLine } from './runLog.js';

/** What a recorder must be told of a block that was committed. */
export interface CommittedBlock {
  readonly height: bigint;
  /** Nanoseconds since the Unix epoch. */
  readonly time: bigint;
  readonly proposer?: Uint8Array;
  readonly txs: readonly Uint8Array[];
  readonly appHash: Uint8Array;
}

/** Makes a line of the recording of each block of a chain, in their order. */
export class RunRecorder {
  readonly #app: GonkaApp;
  #roots: Roots;

  constructor(app: GonkaApp) {
    this.#app = app;
    this.#roots = app.info.lastHeight === 0n ? new Map() : rootsOf(app);
  }

  /** The line of the last block. */
  line({ height, time, proposer = new Uint8Array(0), txs, appHash }: CommittedBlock): string {
    const before = this.#roots;
    this.#roots = rootsOf(this.#app);
    return blockLine({ height, time, proposer, txs, appHash, roots: changedRoots(before, this.#roots) });
  }
}
