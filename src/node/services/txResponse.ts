import type { TxResponse } from 'cosmjs-types/cosmos/base/abci/v1beta1/abci';
import { Tx } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import { readTx } from '../../app/readTx.js';
import { toEvents } from '../../app/simulation.js';
import { formatTimeOfSecond, fromSeconds } from '../../sdk/time.js';
import { proto } from '../../types/codec.js';
import { bytesToHex } from '../../util/bytes.js';
import type { IndexedTx } from '../blockRecord.js';
import type { Node } from '../node.js';

/** A transaction with its parts read. */
export function toTx(bytes: Uint8Array): Tx {
  const { raw, body, authInfo } = readTx(bytes);
  return { body, authInfo, signatures: raw.signatures };
}

/** Hashes are upper-case hex for clients. */
export const hashText = (hash: Uint8Array): string => bytesToHex(hash).toUpperCase();

const emptyResponse: TxResponse = {
  height: 0n,
  txhash: '',
  codespace: '',
  code: 0,
  data: '',
  rawLog: '',
  logs: [],
  info: '',
  gasWanted: 0n,
  gasUsed: 0n,
  timestamp: '',
  events: [],
};

/** What became of a transaction that is in a block. */
export function txResponse({ blocks }: Node, { height, hash, tx, result }: IndexedTx): TxResponse {
  const { code, codespace, log, data, gasWanted, gasUsed, events } = result;
  const time = blocks.byHeight(height)?.block.header.time;
  return {
    ...emptyResponse,
    height,
    txhash: hashText(hash),
    code,
    codespace,
    rawLog: log,
    data: hashText(data),
    gasWanted,
    gasUsed,
    tx: { typeUrl: Tx.typeUrl, value: proto(Tx).encode(toTx(tx)) },
    timestamp: time ? formatTimeOfSecond(fromSeconds(time)) : '',
    events: toEvents(events, 'indexed'),
  };
}

/** What is known of a transaction that was only sent. */
export const sentResponse = (
  hash: Uint8Array,
  { code = 0, codespace = '', rawLog = '', data = '' }: Partial<TxResponse> = {},
): TxResponse => ({ ...emptyResponse, txhash: hashText(hash), code, codespace, rawLog, data });
