import { AuthInfo, TxBody, TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import { proto } from '../types/codec.js';

/** A transaction's parts as read from its bytes; the raw ones are what signatures are over. */
export interface ReadTx {
  readonly bytes: Uint8Array;
  readonly raw: TxRaw;
  readonly body: TxBody;
  readonly authInfo: AuthInfo;
}

/** Takes a transaction apart without a look at its messages. Bytes that are none: malformedBytes. */
export function readTx(bytes: Uint8Array): ReadTx {
  const raw = proto(TxRaw).decode(bytes);
  return { bytes, raw, body: proto(TxBody).decode(raw.bodyBytes), authInfo: proto(AuthInfo).decode(raw.authInfoBytes) };
}
