import { bytesToBase64 } from '../../../util/bytes.js';
import { perPageOf } from '../pages.js';
import { optionalInt } from '../params.js';
import { callRoute } from '../route.js';
import { int, jsonText } from '../shapes/json.js';

/** Transactions that wait for a block, from the oldest on. */
export const unconfirmedTxs = callRoute({
  name: 'unconfirmed_txs',
  params: { limit: optionalInt },
  handle({ node: { mempool } }, { limit }) {
    const txs = mempool.txs(perPageOf(limit)).map(bytesToBase64);
    return jsonText({
      n_txs: int(txs.length),
      total: int(mempool.size),
      total_bytes: int(mempool.bytes),
      txs,
    });
  },
});

/** How many transactions wait for a block. */
export const numUnconfirmedTxs = callRoute({
  name: 'num_unconfirmed_txs',
  params: {},
  handle({ node: { mempool } }) {
    const count = int(mempool.size);
    return jsonText({ n_txs: count, total: count, total_bytes: int(mempool.bytes), txs: null });
  },
});
