import { SignDoc, SignDocDirectAux } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { stdSignBytes } from '../../types/amino.js';
import { proto } from '../../types/codec.js';
import { aminoOfAny } from '../../types/sdkAmino.js';
import type { ReadTx } from '../readTx.js';
import { DecodeRefusal, rejectUnknownFields } from '../strictDecode.js';
import { signModes } from './signatureData.js';

/** Whom a signature binds: chain, account and its sequence. */
export interface SignerData {
  readonly address: string;
  readonly chainId: string;
  readonly accountNumber: bigint;
  readonly sequence: bigint;
  readonly pubKey: Any | undefined;
  /** The address that pays the fee of the transaction. */
  readonly feePayer: string;
}

/** Why there are no bytes to sign; the message is what the SDK puts into the brackets of its complaint. */
export class SignModeRefusal extends Error {
  override readonly name = 'SignModeRefusal';
}

const modeNames = new Map<number, string>([
  [signModes.unspecified, 'SIGN_MODE_UNSPECIFIED'],
  [191, 'SIGN_MODE_EIP_191'],
]);

/**
 * The bytes that a signature of a mode covers.
 *
 * SIGN_MODE_TEXTUAL has none here: whatever is signed with it is refused like a wrong signature, also what the deployed
 * chain would take.
 */
export function signBytes(mode: number, tx: ReadTx, signer: SignerData): Uint8Array {
  switch (mode) {
    case signModes.direct:
      return directBytes(tx, signer);
    case signModes.aminoJson:
      return aminoBytes(tx, signer);
    case signModes.directAux:
      return directAuxBytes(tx, signer);
    case signModes.textual:
      throw new SignModeRefusal('unable to verify single signer signature');
    default:
      throw new SignModeRefusal(`unsupported sign mode ${modeNames.get(mode) ?? mode}`);
  }
}

function directBytes({ raw }: ReadTx, { chainId, accountNumber }: SignerData): Uint8Array {
  const { bodyBytes, authInfoBytes } = raw;
  return proto(SignDoc).encode({ bodyBytes, authInfoBytes, chainId, accountNumber });
}

function directAuxBytes({ raw }: ReadTx, signer: SignerData): Uint8Array {
  const { address, feePayer, chainId, accountNumber, sequence, pubKey } = signer;
  if (address === feePayer) {
    throw new SignModeRefusal(`fee payer ${address} cannot sign with SIGN_MODE_DIRECT_AUX: unauthorized`);
  }
  const doc = { bodyBytes: raw.bodyBytes, chainId, accountNumber, sequence };
  return proto(SignDocDirectAux).encode(pubKey ? { ...doc, publicKey: pubKey } : doc);
}

function aminoBytes({ raw, body, authInfo }: ReadTx, { chainId, accountNumber, sequence }: SignerData): Uint8Array {
  refuseUnshown(raw.bodyBytes);
  if (body.extensionOptions.length + body.nonCriticalExtensionOptions.length > 0) {
    throw new SignModeRefusal(
      'SIGN_MODE_LEGACY_AMINO_JSON does not support protobuf extension options: invalid request',
    );
  }
  const { amount = [], gasLimit: gas = 0n, payer = '', granter = '' } = authInfo.fee ?? {};
  const { memo, timeoutHeight } = body;
  const fee = { amount, gas, payer, granter };
  const msgs = messagesOf(body.messages);
  return stdSignBytes({ chainId, accountNumber, sequence, fee, memo, msgs, timeoutHeight });
}

/** Messages that amino cannot show, those with floating point, cannot be signed. */
function messagesOf(messages: readonly Any[]) {
  try {
    return messages.map(aminoOfAny);
  } catch (error) {
    throw new SignModeRefusal((error as Error).message);
  }
}

/** What a decoder passes over must not be there: the signer of amino JSON would not see it. */
function refuseUnshown(bodyBytes: Uint8Array): void {
  try {
    const resolve = (typeUrl: string): string => typeUrl.slice(typeUrl.lastIndexOf('/') + 1);
    rejectUnknownFields('cosmos.tx.v1beta1.TxBody', bodyBytes, { nonCritical: 'refused', resolve });
  } catch (error) {
    if (!(error instanceof DecodeRefusal)) throw error;
    throw new SignModeRefusal(error.message);
  }
}
