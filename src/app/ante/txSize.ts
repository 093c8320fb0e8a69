import { encodeAminoPubkey } from '@cosmjs/amino';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { baseOf } from '../../sdk/auth/account.js';
import { aminoKey, readPubKey } from '../signatures/pubKey.js';
import type { SdkAnteCheck } from './anteCheck.js';

/** Charges every byte of the transaction; a simulation also those of the signatures that are still missing. */
export const chargeTxSize: SdkAnteCheck = ({ gas }, { auth }, tx, mode) => {
  const { txSizeCostPerByte, txSigLimit } = auth.params;
  gas.consume(txSizeCostPerByte * BigInt(tx.bytes.length), 'txSize');
  if (mode !== 'simulate') return;
  for (const [index, signer] of tx.signers.entries()) {
    const given = tx.raw.signatures[index];
    if (given !== undefined && given.length > 0) continue;
    const account = auth.account(signer);
    const { bytes, isMultisig } = signatureSize(account && baseOf(account).pubKey);
    const cost = isMultisig ? bytes * txSigLimit : bytes;
    gas.consume(txSizeCostPerByte * cost, 'txSize');
  }
};

/** Amino bytes of a secp256k1 key, which stands for one that is not known yet. */
const singleKeySize = 38;
const signatureLength = 64;
/** What amino puts around key and signature, and what the SDK adds for the rest. */
const envelope = 2 + 2 + 6;

function signatureSize(packed: Any | undefined): { bytes: bigint; isMultisig: boolean } {
  const key = packed && readPubKey(packed);
  const keySize = key === undefined ? singleKeySize : encodeAminoPubkey(aminoKey(key)).length;
  return { bytes: BigInt(keySize + signatureLength + envelope), isMultisig: key?.kind === 'multisig' };
}
