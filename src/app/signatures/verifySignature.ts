import { bytesToLatin1 } from '../../util/bytes.js';
import { secp256k1Engine } from '../../util/secp256k1.js';
import { sha256ToLatin1 } from '../../util/sha256.js';
import { indexOutOfRange } from '../goPanics.js';
import type { ReadTx } from '../readTx.js';
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

// A transaction is checked before it enters a block and again in the block: the second time costs a hash and a look-up.
// The answer depends on nothing but the three parts of the name, so forgetting only costs time.
const remembered = 50_000;
const checked = new Map<string, boolean>();

function isSignedBy(key: PublicKey, message: Uint8Array, signature: Uint8Array): boolean {
  if (key.kind !== 'secp256k1') return false;
  const name = bytesToLatin1(key.key) + bytesToLatin1(signature) + sha256ToLatin1(message);
  const known = checked.get(name);
  if (known !== undefined) return known;
  const isGood = secp256k1Engine().verify(message, signature, key.key);
  if (checked.size >= remembered) checked.clear();
  checked.set(name, isGood);
  return isGood;
}
