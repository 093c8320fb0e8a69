import { AuthInfo, TxBody, type TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import type { Codec } from '../store/value.js';
import { proto } from '../types/codec.js';
import { sdkErrors } from '../types/errors.js';
import { emptyBytes, equalBytes } from '../util/bytes.js';
import { CodedError } from '../util/errors.js';
import { signaturesOf, type TxSignature } from './ante/signatures.js';
import { readRawTx } from './rawTx.js';
import type { ReadTx } from './readTx.js';
import type { AnyMsgRoute, Routes } from './routes.js';
import { DecodeRefusal, readPlainBody, rejectUnknownFields, type StrictRules } from './strictDecode.js';

/** A message with the route that knows how to check and run it. */
export interface DecodedMessage<K> {
  readonly route: AnyMsgRoute<K>;
  readonly message: unknown;
}

/** A transaction as ante checks and handlers see it. What only signed ones are asked for is made at the first question. */
export class DecodedTx<K> implements ReadTx {
  #signers: readonly string[] | undefined;
  #signatures: readonly TxSignature[] | undefined;

  constructor(
    readonly bytes: Uint8Array,
    readonly raw: TxRaw,
    readonly body: TxBody,
    readonly authInfo: AuthInfo,
    readonly messages: readonly DecodedMessage<K>[],
  ) {}

  /** The addresses that must sign, each once: those of the messages in order, then the fee payer's. Cost: O(messages). */
  get signers(): readonly string[] {
    this.#signers ??= signersOfAll(this.messages, this.authInfo.fee?.payer);
    return this.#signers;
  }

  /** One for each signer info; fewer raw ones than that are a panic of the chain. */
  get signatures(): readonly TxSignature[] {
    this.#signatures ??= signaturesOf(this);
    return this.#signatures;
  }
}

const [bodyCodec, authInfoCodec] = [proto(TxBody), proto(AuthInfo)];

/**
 * Reads a transaction as strictly as the SDK: its outer part in canonical form, no field that its type does not have but
 * non-critical ones in the body, no message type that no module handles. All refusals are code 2 of the SDK with the texts
 * of its decoder (vectors `live/ante.jsonl`).
 */
export function decodeTx<K>(bytes: Uint8Array, routes: Routes<K>): DecodedTx<K> {
  const resolve = routes.packableType;
  try {
    const raw = readRawTx(bytes);
    const body = readPlainBody(raw.bodyBytes, { nonCritical: 'allowed', resolve }) ?? part(bodyCodec, raw.bodyBytes);
    if (body.extensionOptions.length + body.nonCriticalExtensionOptions.length > 0) {
      throw new DecodeRefusal('no registered implementations of type tx.TxExtensionOptionI');
    }
    const messages = body.messages.map((any) => decodeMessage(any, routes));
    const authInfo = readAuthInfo(raw.authInfoBytes, resolve);
    return new DecodedTx(bytes, raw, body, authInfo, messages);
  } catch (error) {
    if (!(error instanceof DecodeRefusal)) throw error;
    throw parseError(error.message);
  }
}

/** The last one without signers: those of most transactions without signatures are the same, and name nothing of a chain. */
const lastUnsigned = { bytes: emptyBytes, authInfo: AuthInfo.fromPartial({}) };

function readAuthInfo(bytes: Uint8Array, resolve: StrictRules['resolve']): AuthInfo {
  if (equalBytes(bytes, lastUnsigned.bytes)) return lastUnsigned.authInfo;
  rejectUnknownFields('cosmos.tx.v1beta1.AuthInfo', bytes, { nonCritical: 'refused', resolve });
  const authInfo = part(authInfoCodec, bytes);
  if (authInfo.signerInfos.length === 0) Object.assign(lastUnsigned, { bytes: bytes.slice(), authInfo });
  return authInfo;
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

function signersOfAll<K>(messages: readonly DecodedMessage<K>[], payer: string | undefined): readonly string[] {
  const signers = new Set<string>();
  for (const message of messages) for (const signer of signersOf(message)) signers.add(signer.toLowerCase());
  if (payer) signers.add(payer.toLowerCase());
  return [...signers];
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
