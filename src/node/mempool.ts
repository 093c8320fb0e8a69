import { defineErrors } from '../util/errors.js';

/** Why a node does not even ask its application about a transaction; the messages are CometBFT's. */
export const mempoolErrors = defineErrors('mempool', {
  inCache: [1, 'tx already exists in cache'],
  tooLarge: [2, 'Tx too large'],
  full: [3, 'mempool is full'],
  refused: [4, 'tx refused'],
});

/** Transactions that wait for a block, in the order in which they came. */
export interface Mempool {
  readonly size: number;
  /** Of all that wait: a client's `total_bytes`. */
  readonly bytes: number;
  /** From the oldest on, all of them unless told otherwise. */
  txs(limit?: number): readonly Uint8Array[];
}
