import { setImmediate } from 'node:timers/promises';
import type { CheatDesk } from './cheat.js';

/** How long blocks are made before whoever else waits has a turn, in milliseconds. */
const turn = 20;
/** How often a long advance is told of, in blocks. */
const tellEvery = 1000n;

/**
 * Makes blocks up to a height, as any other blocks are made: what is due in them happens. The node answers others in between,
 * whose transactions get into these blocks.
 */
export async function advanceTo({ node, onProgress }: CheatDesk, target: bigint): Promise<void> {
  while (node.height < target) {
    const end = performance.now() + turn;
    do {
      node.mine();
      if (node.height % tellEvery === 0n) onProgress?.(node.height, target);
    } while (node.height < target && performance.now() < end);
    await node.drain();
    await setImmediate();
  }
}
