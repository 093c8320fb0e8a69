import { AuthInfo, TxBody, TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import type { Codec } from '../store/value.js';
import { proto } from '../types/codec.js';
import { sdkErrors } from '../types/errors.js';
import { CodedError } from '../util/errors.js';
import type { AnyMsgRoute, Routes } from './routes.js';

/** A message with the route that knows how to check and run it. */
export interface DecodedMessage<K> {
  readonly route: AnyMsgRoute<K>;
  readonly message: unknown;
}

/** A transaction as ante checks and handlers see it; the raw parts are what signatures are over. */
export interface DecodedTx<K> {
  readonly bytes: Uint8Array;
  readonly raw: TxRaw;
  readonly body: TxBody;
  readonly authInfo: AuthInfo;
  readonly messages: readonly DecodedMessage<K>[];
}

/**
 * Reads a transaction. Bytes that are none, and a message type that no module handles, are code 2 of the SDK with the
 * texts of its decoder (vectors `live/ante.jsonl`).
 */
export function decodeTx<K>(bytes: Uint8Array, routes: Routes<K>): DecodedTx<K> {
  const raw = part(proto(TxRaw), bytes);
  const body = part(proto(TxBody), raw.bodyBytes);
  const authInfo = part(proto(AuthInfo), raw.authInfoBytes);
  return { bytes, raw, body, authInfo, messages: body.messages.map((any) => decodeMessage(any, routes)) };
}

export function decodeMessage<K>(any: Any, routes: Routes<K>): DecodedMessage<K> {
  const route = routes.message(any.typeUrl);
  if (route === undefined) throw parseError(`unable to resolve type URL ${any.typeUrl}`);
  return { route, message: part(route.request as Codec<unknown>, any.value) };
}

/** The checks of a message that need no state; throws a coded error. */
export function validateBasic<K>({ route, message }: DecodedMessage<K>): void {
  route.validateBasic?.(message as never);
}

/** The bech32 addresses that must have signed a message, in order. */
export function signersOf<K>({ route, message }: DecodedMessage<K>): readonly string[] {
  return route.signers(message as never);
}

function part<T>(codec: Codec<T>, bytes: Uint8Array): T {
  try {
    return codec.decode(bytes);
  } catch (cause) {
    throw parseError(wireFault(cause), cause);
  }
}

// The SDK wraps what its decoder says, which already ends in the registered text, once more.
function parseError(detail: string, cause?: unknown): CodedError {
  return new CodedError(sdkErrors.txDecode, `${detail}: ${sdkErrors.txDecode.text}`, { cause });
}

/** What is wrong with bytes of the wire, in the chain's words where it has some: clients of queries see them. */
export function wireFault(error: unknown): string {
  const text = (error as Error).message;
  return /EOF|out of range/.test(text) ? 'unexpected EOF' : text;
}
