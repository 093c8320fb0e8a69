import { fromTimestamp } from '../types/comet/time.js';
import { resultsHash } from '../types/comet/txResults.js';
import type { BlockStore } from './blockStore.js';
import { type ChainTip, hashed } from './chainTip.js';

/** Where a chain stands whose last block is kept. */
export function tipAt(blocks: BlockStore, initialHeight: bigint): ChainTip {
  const { height } = blocks;
  const { block, blockId } = blocks.byHeight(height)!;
  const results = blocks.results(height)!;
  return {
    height,
    initialHeight,
    time: fromTimestamp(block.header.time),
    blockId,
    round: blocks.roundOf(height)!,
    appHash: results.appHash,
    resultsHash: resultsHash(results.txResults),
    lastValidators: blocks.validators(height)!,
    validators: hashed(blocks.validators(height + 1n)!),
    nextValidators: hashed(blocks.validators(height + 2n)!),
    params: results.consensusParamUpdates,
  };
}
