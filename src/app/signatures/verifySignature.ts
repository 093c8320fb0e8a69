import { indexOutOfRange } from '../goPanics.js';
import type { ReadTx } from '../readTx.js';
import { isSigned } from './checkedSignatures.js';
import type { MultisigKey, PublicKey } from './pubKey.js';
import type { MultiSignatureData, SignatureData } from './signatureData.js';
import { type SignerData, SignModeRefusal, signBytes } from './signBytes.js';

/**
 * Why a key did not sign a transaction, in the SDK's words; undefined when it did. Cost: one curve operation for each
 * signature that was not checked before.
 */
export function signatureFault(
  key: PublicKey,
  data: SignatureData,
  tx: ReadTx,
  signer: SignerData,
): string | undefined {
  try {
    return faultOf(key, data, (mode) => signBytes(mode, tx, signer));
  } catch (error) {
    if (!(error instanceof SignModeRefusal)) throw error;
    return error.message;
  }
}

type SignBytes = (mode: number) => Uint8Array;

function faultOf(key: PublicKey, data: SignatureData, bytesOf: SignBytes): string | undefined {
  if (data.kind === 'single') {
    const message = bytesOf(data.mode);
    return isSignedBy(key, message, data.signature) ? undefined : 'unable to verify single signer signature';
  }
  if (key.kind !== 'multisig') return `expected *multisig.PubKey, got *${key.kind}.PubKey`;
  return multisigFault(key, data, bytesOf);
}

function multisigFault(
  key: MultisigKey,
  { bits, signatures }: MultiSignatureData,
  bytesOf: SignBytes,
): string | undefined {
  const { members, threshold } = key;
  if (members.length !== bits.length) return `bit array size is incorrect, expecting: ${members.length}`;
  if (signatures.length < threshold || signatures.length > bits.length) {
    return `signature size is incorrect ${signatures.length}`;
  }
  const signed = bits.filter((bit) => bit).length;
  if (signed < threshold) return `not enough signatures set, have ${signed}, expected ${threshold}`;
  let next = 0;
  for (const [index, member] of members.entries()) {
    if (!bits[index]) continue;
    const fault = memberFault(member, index, signatureAt(signatures, next), bytesOf);
    if (fault !== undefined) return fault;
    next += 1;
  }
  return undefined;
}

function memberFault(member: PublicKey, index: number, data: SignatureData, bytesOf: SignBytes): string | undefined {
  if (data.kind === 'single') {
    const isGood = isSignedBy(member, bytesOf(data.mode), data.signature);
    return isGood ? undefined : `unable to verify signature at index ${index}`;
  }
  if (member.kind !== 'multisig') return `unable to parse pubkey of index ${index}`;
  return multisigFault(member, data, bytesOf);
}

/** One of a multisig's signatures; more set bits than signatures are a panic of the chain. */
export function signatureAt(signatures: readonly SignatureData[], index: number): SignatureData {
  const found = signatures[index];
  if (found === undefined) throw indexOutOfRange(index, signatures.length);
  return found;
}

const isSignedBy = (key: PublicKey, message: Uint8Array, signature: Uint8Array): boolean =>
  key.kind === 'secp256k1' && isSigned(message, signature, key.key);
