import {
  BroadcastMode,
  type BroadcastTxRequest,
  type BroadcastTxResponse,
} from 'cosmjs-types/cosmos/tx/v1beta1/service';
import type { TxResult } from '../../app/txResult.js';
import { plainError, sdkErrors } from '../../types/errors.js';
import { invalidArgument } from '../../types/queryStatus.js';
import { CodedError, type ErrorKind } from '../../util/errors.js';
import { sha256 } from '../../util/sha256.js';
import { mempoolErrors } from '../mempool.js';
import type { Node } from '../node.js';
import { hashText, sentResponse } from './txResponse.js';

/** What the SDK makes of a mempool that does not take a transaction. */
const refusals: ReadonlyMap<ErrorKind, ErrorKind> = new Map([
  [mempoolErrors.inCache, sdkErrors.txInMempoolCache],
  [mempoolErrors.full, sdkErrors.mempoolIsFull],
  [mempoolErrors.tooLarge, sdkErrors.txTooLarge],
]);

/** Sends a transaction. In mode sync the answer is CheckTx's; in mode async nobody waits for it, so it says nothing. */
export function broadcastTx(node: Node, { txBytes, mode }: BroadcastTxRequest): BroadcastTxResponse {
  if (txBytes.length === 0) throw invalidArgument('invalid empty tx');
  if (mode !== BroadcastMode.BROADCAST_MODE_SYNC && mode !== BroadcastMode.BROADCAST_MODE_ASYNC) {
    throw plainError('unsupported return type unspecified; supported types: sync, async');
  }
  const hash = sha256(txBytes);
  const sent = send(node, txBytes);
  if ('text' in sent) return { txResponse: sentResponse(hash, { code: sent.code, codespace: sent.codespace }) };
  if (mode === BroadcastMode.BROADCAST_MODE_ASYNC) return { txResponse: sentResponse(hash) };
  const { code, codespace, log, data } = sent;
  return { txResponse: sentResponse(hash, { code, codespace, rawLog: log, data: hashText(data) }) };
}

function send(node: Node, tx: Uint8Array): TxResult | ErrorKind {
  try {
    return node.broadcast(tx);
  } catch (error) {
    const refusal = error instanceof CodedError ? refusals.get(error.kind) : undefined;
    if (refusal === undefined) throw error;
    return refusal;
  }
}
