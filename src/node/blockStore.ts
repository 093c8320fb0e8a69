import type { ConsensusParams } from 'cosmjs-types/tendermint/types/params';
import type { ValidatorSet } from '../types/comet/validatorSet.js';
import type { BlockCommit, BlockResults, StoredBlock } from './blockRecord.js';

/** The chain of blocks from the earliest kept one to the last. Everything is undefined for a height that it does not hold. */
export interface BlockStore {
  /** 0 before the first block. */
  readonly earliest: bigint;
  readonly height: bigint;
  byHeight(height: bigint): StoredBlock | undefined;
  byHash(hash: Uint8Array): StoredBlock | undefined;
  /** Ascending, both ends included; heights that are not there are left out. */
  range(from: bigint, to: bigint): readonly StoredBlock[];
  results(height: bigint): BlockResults | undefined;
  commit(height: bigint): BlockCommit | undefined;
  /** Known up to two heights ahead of the last block. */
  validators(height: bigint): ValidatorSet | undefined;
  /** Known up to one height ahead of the last block. */
  consensusParams(height: bigint): ConsensusParams | undefined;
}
