import type { ChainEvent } from '../types/events.js';

/** What a transaction came to, in the fields of ABCI's ExecTxResult. */
export interface TxResult {
  /** 0 when it succeeded; otherwise a number of `codespace`. */
  readonly code: number;
  readonly codespace: string;
  readonly log: string;
  /** A protobuf `TxMsgData` that holds the packed responses; empty when the transaction failed. */
  readonly data: Uint8Array;
  readonly gasWanted: bigint;
  readonly gasUsed: bigint;
  readonly events: readonly ChainEvent[];
}

/** How a transaction is run: before it enters a block, in a block, or only to see what would happen. */
export type TxMode = 'check' | 'finalize' | 'simulate';
