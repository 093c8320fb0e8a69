import { AuthInfo, TxBody, TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { proto } from '../types/codec.js';

export interface UnsignedTxOptions {
  readonly memo?: string;
  /** In gas; 0 means no limit for a chain without ante checks. */
  readonly gasLimit?: bigint;
}

/**
 * The in-process door: the bytes of a `TxRaw` that carries messages and no signature.
 *
 * A chain without ante checks executes it as it stands, so everything behind the door (hash, result, index) is the same
 * as for a signed transaction.
 */
export function encodeUnsignedTx(messages: readonly Any[], options: UnsignedTxOptions = {}): Uint8Array {
  const { memo = '', gasLimit = 0n } = options;
  const body = TxBody.fromPartial({ messages: [...messages], memo });
  const authInfo = AuthInfo.fromPartial({ fee: { gasLimit } });
  return proto(TxRaw).encode({
    bodyBytes: proto(TxBody).encode(body),
    authInfoBytes: proto(AuthInfo).encode(authInfo),
    signatures: [],
  });
}
