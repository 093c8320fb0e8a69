import type { ConsensusParams } from 'cosmjs-types/tendermint/types/params';
import type { BlockID } from 'cosmjs-types/tendermint/types/types';
import { nilBlockId } from '../types/comet/blockId.js';
import { fromTimestamp } from '../types/comet/time.js';
import { resultsHash } from '../types/comet/txResults.js';
import {
  emptyValidatorSet,
  makeValidatorSet,
  nextValidatorSet,
  type ValidatorSet,
  validatorSetHash,
} from '../types/comet/validatorSet.js';
import type { ValidatorUpdate } from '../types/module.js';
import { merkleRoot } from '../util/merkle.js';
import type { BlockResults, StoredBlock } from './blockRecord.js';

/** The validators of a height with the hash that headers carry; priorities are not in it, so it outlives their steps. */
export interface HashedSet {
  readonly set: ValidatorSet;
  readonly hash: Uint8Array;
}

/** All that the next block is made from: CometBFT's state after a block. */
export interface ChainTip {
  /** Of the last block; one below the initial height before there is any. */
  readonly height: bigint;
  readonly initialHeight: bigint;
  /** Of the last block; of genesis before there is any. Nanoseconds since the Unix epoch. */
  readonly time: bigint;
  readonly blockId: BlockID;
  /** The round in which the last block was agreed on. */
  readonly round: number;
  readonly appHash: Uint8Array;
  readonly resultsHash: Uint8Array;
  /** Who signs for the last block, makes the next one, and the one after it. */
  readonly lastValidators: ValidatorSet;
  readonly validators: HashedSet;
  readonly nextValidators: HashedSet;
  readonly params: ConsensusParams;
}

export const hashed = (set: ValidatorSet): HashedSet => ({ set, hash: validatorSetHash(set) });

/** The set after a block: a change of members takes effect, or only the rotation moves on. */
const advanced = (before: HashedSet, updates: readonly ValidatorUpdate[]): HashedSet =>
  updates.length > 0
    ? hashed(nextValidatorSet(before.set, updates))
    : { set: nextValidatorSet(before.set, updates), hash: before.hash };

export interface Beginning {
  readonly initialHeight: bigint;
  readonly time: bigint;
  readonly validators: readonly ValidatorUpdate[];
  readonly params: ConsensusParams;
}

/** Where a chain stands after its genesis. The state before the first block has the hash of nothing, as the SDK gives it. */
export function genesisTip({ initialHeight, time, validators, params }: Beginning): ChainTip {
  const first = hashed(makeValidatorSet(validators));
  return {
    height: initialHeight - 1n,
    initialHeight,
    time,
    blockId: nilBlockId,
    round: 0,
    appHash: merkleRoot([]),
    resultsHash: merkleRoot([]),
    lastValidators: emptyValidatorSet,
    validators: first,
    nextValidators: advanced(first, []),
    params,
  };
}

/** Where it stands after one more block. What the block changes of the validators takes effect two heights later. */
export function nextTip(
  tip: ChainTip,
  { block, blockId }: StoredBlock,
  round: number,
  results: BlockResults,
): ChainTip {
  return {
    height: block.header.height,
    initialHeight: tip.initialHeight,
    time: fromTimestamp(block.header.time),
    blockId,
    round,
    appHash: results.appHash,
    resultsHash: resultsHash(results.txResults),
    lastValidators: tip.validators.set,
    validators: tip.nextValidators,
    nextValidators: advanced(tip.nextValidators, results.validatorUpdates),
    params: results.consensusParamUpdates,
  };
}
