import type { ConsensusParams } from 'cosmjs-types/tendermint/types/params';
import type { BlockRoom } from './mempool.js';

// What a block needs besides its transactions, as CometBFT reckons it.
const blockOverhead = 11n;
const largestHeader = 626n;
const commitOverhead = 94n;
/** With its key and length as a field of the commit. */
const largestSignature = 109n + 2n;
/** What -1, no limit, comes to. */
const largestBlock = 104_857_600n;

/** How much a block of so many validators has room for. Evidence never stands in our blocks. */
export function blockRoom({ block }: ConsensusParams, validators: number): BlockRoom {
  const { maxBytes, maxGas } = block!;
  const limit = maxBytes === -1n ? largestBlock : maxBytes;
  const commit = commitOverhead + largestSignature * BigInt(validators);
  return { bytes: limit - blockOverhead - largestHeader - commit, gas: maxGas };
}
