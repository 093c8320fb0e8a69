import type { QueryRequest, QueryResponse } from '../app/abci.js';
import type { GonkaApp } from '../app/gonkaApp.js';
import type { TxResult } from '../app/txResult.js';
import type { CodedError } from '../util/errors.js';
import type { StoredBlock } from './blockRecord.js';
import type { BlockStore } from './blockStore.js';
import type { EventBus } from './eventBus.js';
import type { GenesisFile } from './genesisFile.js';
import type { Mempool } from './mempool.js';
import type { TxIndex } from './txIndex.js';

/** When blocks are made: with each transaction, by the clock, both, or only when told to. */
export type BlockMode = 'instant' | 'interval' | 'mixed' | 'manual';

/** What clients are told of a node itself. */
export interface NodeStatus {
  /** Address of the node's own key, 40 lower-case hex digits. */
  readonly nodeId: string;
  readonly moniker: string;
  readonly chainId: string;
  readonly latest: {
    readonly height: bigint;
    readonly hash: Uint8Array;
    readonly appHash: Uint8Array;
    readonly time: bigint;
  };
  readonly earliest: NodeStatus['latest'];
  readonly validator: { readonly address: Uint8Array; readonly pubKey: Uint8Array; readonly power: bigint };
}

/** A chain that lives: blocks by the clock, a mempool, what was, and who is told of it. Everything but stopping is synchronous. */
export interface Node {
  readonly app: GonkaApp;
  readonly genesis: GenesisFile;
  readonly chainId: string;
  readonly moniker: string;
  readonly nodeId: string;
  readonly blocks: BlockStore;
  readonly txs: TxIndex;
  readonly mempool: Mempool;
  readonly events: EventBus;
  /** Height of the last block. Never 0: opening a node makes the first one. */
  readonly height: bigint;
  readonly mode: BlockMode;
  /** Why no more blocks are made: the chain's own rules halted it. */
  readonly halted: CodedError | undefined;
  status(): NodeStatus;
  /** What CheckTx says, and when it is good the transaction waits for a block. @throws mempoolErrors */
  broadcast(tx: Uint8Array): TxResult;
  /** An ABCI query: modules, stores, and the services of `src/node/services`. */
  query(request: QueryRequest): QueryResponse;
  /** Paths of the gRPC methods that `query` answers, for example `/cosmos.bank.v1beta1.Query/Balance`. */
  readonly methods: ReadonlySet<string>;
  /** Makes so many blocks at once. */
  mine(blocks?: number): readonly StoredBlock[];
  setMode(mode: BlockMode, blockTime?: number): void;
  /** Remembers where the chain is; answers with a name for `revert`. */
  snapshot(): number;
  revert(snapshot: number): void;
  readonly snapshots: readonly { readonly id: number; readonly height: bigint }[];
  /** Finishes the block that is being made, writes everything and closes the store. */
  stop(): Promise<void>;
}

/** One gRPC method whose answer needs the node, in the shape of a module's query route. */
export interface NodeRoute<Req = unknown, Res = unknown> {
  readonly path: string;
  readonly request: import('../store/value.js').Codec<Req>;
  readonly response: import('../store/value.js').Codec<Res>;
  /** `height` is the one asked for, the last one when none was. */
  handle(node: Node, request: Req, height: bigint): Res;
}
