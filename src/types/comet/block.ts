import { Block } from 'cosmjs-types/tendermint/types/block';
import type { BlockID } from 'cosmjs-types/tendermint/types/types';
import { CodedError, simErrors } from '../../util/errors.js';
import { proto } from '../codec.js';
import { headerHash } from './header.js';
import { makePartSet } from './partSet.js';

/** The bytes of a block: header, transactions, evidence and the commit of the block before. */
export const encodeBlock = (block: Block): Uint8Array => proto(Block).encode(block);

/** The id of a block: its header's hash, and the parts of its bytes, for who has them already. */
export function blockIdOf(block: Block, bytes = encodeBlock(block)): BlockID {
  const hash = headerHash(block.header);
  if (hash === undefined) throw new CodedError(simErrors.invariantBroken, 'a block without validators has no id');
  return { hash, partSetHeader: makePartSet(bytes).header };
}
