import type { TxResult } from '../../../app/txResult.js';
import { txHash } from '../../../types/comet/txs.js';
import { CodedError } from '../../../util/errors.js';
import { internalError } from '../errors.js';
import { txBytes } from '../params.js';
import { callRoute, type ServedNode } from '../route.js';
import { type JsonText, jsonText, upperHex } from '../shapes/json.js';

/** What the mempool refuses before the application is asked is an error of the call. */
export function broadcast(node: ServedNode, tx: Uint8Array, says: (text: string) => string = (text) => text): TxResult {
  try {
    return node.broadcast(tx);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    throw internalError(says(error.message));
  }
}

const answer = (tx: Uint8Array, { code, log, codespace }: Pick<TxResult, 'code' | 'log' | 'codespace'>): JsonText =>
  jsonText({ code, data: '', log, codespace, hash: upperHex(txHash(tx)) });

/** Hands a transaction in and tells what the application says of it. */
export const broadcastTxSync = callRoute({
  name: 'broadcast_tx_sync',
  params: { tx: txBytes },
  handle: ({ node }, { tx }) => answer(tx, broadcast(node, tx)),
});

/** Hands a transaction in and does not tell what the application says of it. */
export const broadcastTxAsync = callRoute({
  name: 'broadcast_tx_async',
  params: { tx: txBytes },
  handle({ node }, { tx }) {
    broadcast(node, tx);
    return answer(tx, { code: 0, log: '', codespace: '' });
  },
});
