import { BlockID } from 'cosmjs-types/tendermint/types/types';
import { emptyBytes } from '../../util/bytes.js';
import { proto } from '../codec.js';

/** The id of no block: before the first one, and what a vote for nil votes for. */
export const nilBlockId: BlockID = { hash: emptyBytes, partSetHeader: { total: 0, hash: emptyBytes } };

export const isNilBlockId = ({ hash, partSetHeader }: BlockID): boolean =>
  hash.length === 0 && partSetHeader.total === 0 && partSetHeader.hash.length === 0;

/** The part set header is written even when it is empty, so the nil id is `1200`. */
export const encodeBlockId = (blockId: BlockID): Uint8Array => proto(BlockID).encode(blockId);
