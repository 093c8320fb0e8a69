import type { Ballots } from './ballots.js';
import type { VoteSettings } from './settings.js';

/** What a thread is told. The buffers are shared with all others. */
export interface WorkerTask {
  readonly settings: VoteSettings;
  readonly seed: number;
  readonly accusing: SharedArrayBuffer;
  /** One Int32: the next block that nobody has taken. */
  readonly next: SharedArrayBuffer;
}

/** Takes block after block until none is left. */
export function voteWhileBlocksAreLeft(ballots: Ballots, next: Int32Array, onBlock?: (block: number) => void): void {
  for (;;) {
    const block = Atomics.add(next, 0, 1);
    if (block >= ballots.blocks) return;
    ballots.vote(block);
    onBlock?.(block);
  }
}
