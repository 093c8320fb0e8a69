import type { Key } from '../../store/kv.js';
import type { ChainEvent } from '../../types/events.js';
import type { AppState } from '../moduleManager.js';
import type { TxResult } from '../txResult.js';

/** One store's writes of a block in key order; undefined stands for a removed key. */
export type StoreWrites = ReadonlyMap<Key, Uint8Array | undefined>;

/** A transaction and what a node answered about it. */
export interface RecordedTx extends TxResult {
  readonly bytes: Uint8Array;
  /** What the one who sent it meant it to do. */
  readonly label: string;
  /** Type URLs of its messages. */
  readonly messageTypes: readonly string[];
}

/** A vote of the commit that a block carries, in the order of the validator set. */
export interface RecordedVote {
  /** Consensus address; empty when there is no signature. */
  readonly validator: Uint8Array;
  readonly signed: boolean;
}

/** A block as it was run on another node, with all that is known of what came of it. */
export interface RecordedBlock {
  readonly height: bigint;
  /** Nanoseconds since the Unix epoch. */
  readonly time: bigint;
  readonly proposer: Uint8Array;
  readonly nextValidatorsHash: Uint8Array;
  readonly lastVotes: readonly RecordedVote[];
  readonly txs: readonly RecordedTx[];
  /** Of the state that the block left. */
  readonly appHash: Uint8Array;
  /** IAVL roots that changed, by store. */
  readonly roots: ReadonlyMap<string, Uint8Array>;
  /** Writes by store; the first block's are the whole genesis state as well. */
  readonly writes: ReadonlyMap<string, StoreWrites>;
  /** Events outside of transactions and changes of the validator set, where they were recorded. */
  readonly results?: RecordedResults | undefined;
}

export interface RecordedResults {
  readonly events: readonly ChainEvent[];
  readonly validatorUpdates: readonly { readonly pubKey: Uint8Array; readonly power: bigint }[];
}

/** One run of a chain from its genesis on, without gaps. */
export interface Recording {
  readonly chainId: string;
  /** Nanoseconds since the Unix epoch. */
  readonly genesisTime: bigint;
  readonly appState: AppState;
  readonly consensusParams: unknown;
  /** Names of all proved stores, in byte order. */
  readonly stores: readonly string[];
  /** The stores whose writes were recorded; of the others only the roots are known. */
  readonly written: ReadonlySet<string>;
  readonly blocks: readonly RecordedBlock[];
}
