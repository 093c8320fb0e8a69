import type { ConsensusParams } from 'cosmjs-types/tendermint/types/params';
import type { Key } from '../store/kv.js';
import type { ProofOp } from '../store/storeQuery.js';
import type { CommitVote, Misbehavior } from '../types/context.js';
import type { ChainEvent } from '../types/events.js';
import type { ValidatorUpdate } from '../types/module.js';
import type { CodedError } from '../util/errors.js';
import type { AppState } from './moduleManager.js';
import type { TxResult } from './txResult.js';

// Requests and answers of the app, in the shape of ABCI 2.0. Times are nanoseconds since the Unix epoch.

export interface InitChainRequest {
  readonly chainId: string;
  readonly time: bigint;
  readonly appState: AppState;
  /** 1 when left out. */
  readonly initialHeight?: bigint;
  readonly consensusParams?: unknown;
  /** Upper-case hex of the genesis file's SHA-256, to tell chains apart afterwards. */
  readonly genesisHash?: string;
  readonly profile?: string;
}

export interface InitChainResponse {
  readonly validators: readonly ValidatorUpdate[];
  /** Of the state before genesis: SHA-256 of nothing, as the SDK gives it. */
  readonly appHash: Uint8Array;
  /** Names of genesis parts that no module claims; they are kept and exported again. */
  readonly foreignModules: readonly string[];
}

export interface FinalizeBlockRequest {
  readonly height: bigint;
  readonly time: bigint;
  /** Consensus address of the block's proposer. */
  readonly proposer?: Uint8Array;
  /** Of the set that comes after this block's; staking keeps no header of a block that is run without it. */
  readonly nextValidatorsHash?: Uint8Array | undefined;
  /** Votes of the commit for the block before, in the order of its validator set: fees and liveness follow from them. */
  readonly lastVotes?: readonly CommitVote[] | undefined;
  readonly misbehavior?: readonly Misbehavior[] | undefined;
  readonly txs: readonly Uint8Array[];
  /** What somebody changes by hand before the block begins. */
  readonly interventions?: readonly Intervention[] | undefined;
}

/** A change of the state that no rule of the chain makes: writes before a block, told in its events. */
export interface Intervention {
  /** What was done, and with what, for who reads the block later. */
  readonly name: string;
  readonly detail: string;
  readonly writes: readonly StoreWrite[];
}

export interface StoreWrite {
  readonly store: string;
  readonly key: Key;
  /** undefined removes the key. */
  readonly value: Uint8Array | undefined;
}

export interface FinalizeBlockResponse {
  readonly txResults: readonly TxResult[];
  /** Of BeginBlock and EndBlock, told apart by their last attribute, `mode`. */
  readonly events: readonly ChainEvent[];
  readonly validatorUpdates: readonly ValidatorUpdate[];
  /** All of them as they are now, as the SDK gives them with every block; undefined where no module keeps them. */
  readonly consensusParamUpdates: ConsensusParams | undefined;
  /** What `commit` will give, and the next header's app hash. */
  readonly appHash: Uint8Array;
}

export interface CommitResponse {
  readonly height: bigint;
  readonly appHash: Uint8Array;
}

export interface Info {
  readonly chainId: string;
  readonly profile: string;
  readonly genesisHash: string;
  readonly initialHeight: bigint;
  readonly consensusParams: unknown;
  /** 0 before the first commit. */
  readonly lastHeight: bigint;
  readonly lastTime: bigint;
  readonly lastAppHash: Uint8Array;
  readonly txs: { readonly ok: bigint; readonly failed: bigint };
}

export interface QueryRequest {
  readonly path: string;
  readonly data?: Uint8Array;
  /** 0 or left out: the last one. */
  readonly height?: bigint;
  readonly prove?: boolean;
}

export interface QueryResponse {
  readonly code: number;
  readonly codespace: string;
  readonly log: string;
  readonly key: Uint8Array | undefined;
  readonly value: Uint8Array | undefined;
  readonly proofOps: readonly ProofOp[];
  /** The height that was read; 0 when the query was refused before any was. */
  readonly height: bigint;
  /** What was thrown, before ABCI put it into words of its own: gRPC says it in others. Absent on success. */
  readonly error?: CodedError;
}

/** A genesis made from a state: what starts a chain that goes on where this one stands. */
export interface ExportedGenesis {
  readonly chainId: string;
  readonly time: bigint;
  readonly initialHeight: bigint;
  readonly consensusParams: unknown;
  readonly appState: AppState;
}
