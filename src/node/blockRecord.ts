import type { Block } from 'cosmjs-types/tendermint/types/block';
import type { ConsensusParams } from 'cosmjs-types/tendermint/types/params';
import type { BlockID, Commit } from 'cosmjs-types/tendermint/types/types';
import type { Intervention } from '../app/abci.js';
import type { TxResult } from '../app/txResult.js';
import type { ChainEvent } from '../types/events.js';
import type { ValidatorUpdate } from '../types/module.js';

/** A block with the id that the next one names it by. */
export interface StoredBlock {
  readonly block: Block;
  readonly blockId: BlockID;
  /** Bytes of the encoded block: a client's `block_size`. */
  readonly size: number;
}

/** What a block came to: CometBFT's `block_results`. */
export interface BlockResults {
  readonly height: bigint;
  readonly txResults: readonly TxResult[];
  /** Of BeginBlock and EndBlock, told apart by their last attribute, `mode`. */
  readonly events: readonly ChainEvent[];
  readonly validatorUpdates: readonly ValidatorUpdate[];
  /** The application gives the whole parameters with every block, as an SDK node does. */
  readonly consensusParamUpdates: ConsensusParams;
  /** After the block; the next header's. */
  readonly appHash: Uint8Array;
}

/** What somebody did to a block by hand: without it nobody could make the block again. */
export interface ByHand {
  readonly interventions: readonly Intervention[];
  /** Whose transactions needed no signature. */
  readonly impersonated: readonly string[];
}

export const nothingByHand: ByHand = { interventions: [], impersonated: [] };

/** The signatures over a block. Those of the last block are not in a block yet, so they are not canonical. */
export interface BlockCommit {
  readonly commit: Commit;
  readonly canonical: boolean;
}

/** A transaction that is in a block. */
export interface IndexedTx {
  readonly height: bigint;
  /** Its place in the block. */
  readonly index: number;
  /** SHA-256 of its bytes. */
  readonly hash: Uint8Array;
  readonly tx: Uint8Array;
  readonly result: TxResult;
}
