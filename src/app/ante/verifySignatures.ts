import type { BaseAccount } from 'cosmjs-types/cosmos/auth/v1beta1/auth';
import type { Context } from '../../types/context.js';
import { sdkErrors } from '../../types/errors.js';
import { CodedError } from '../../util/errors.js';
import type { DecodedTx } from '../decodeTx.js';
import { nilPointer } from '../goPanics.js';
import { readPubKey } from '../signatures/pubKey.js';
import { isAminoOnly } from '../signatures/signatureData.js';
import { signatureFault } from '../signatures/verifySignature.js';
import type { AnteKeepers, IsImpersonated, SdkAnteCheck } from './anteCheck.js';
import type { TxSignature } from './signatures.js';
import { feePayerOf, requireSigner } from './signers.js';
import { useUnorderedNonce } from './unorderedNonce.js';

/**
 * Checks every signature, with the sequence that it was made for. An unordered transaction has none, and is remembered
 * by its timeout instead. A simulation checks sequences only.
 */
export const verifySignatures =
  (isImpersonated: IsImpersonated): SdkAnteCheck =>
  (ctx, keepers, tx, mode) => {
    if (tx.body.unordered) useUnorderedNonce(ctx, keepers.auth, tx, mode);
    const { signers, signatures } = tx;
    if (signatures.length !== signers.length) {
      const text = `invalid number of signer;  expected: ${signers.length}, got ${signatures.length}`;
      throw new CodedError(sdkErrors.unauthorized, text);
    }
    signatures.forEach((signature, index) => {
      const account = accountOf(keepers, tx, signers[index]!, signature);
      if (mode !== 'simulate' && !isImpersonated(signers[index]!)) verifyOne(ctx, tx, account, signature);
    });
  };

/** The signer's account, when it stands where the signature says. */
function accountOf<K>({ auth }: AnteKeepers, { body }: DecodedTx<K>, signer: string, { sequence }: TxSignature) {
  if (body.unordered && sequence > 0n) {
    throw new CodedError(sdkErrors.invalidRequest, 'sequence is not allowed for unordered transactions');
  }
  const account = requireSigner(auth, signer);
  if (!body.unordered && sequence !== account.sequence) {
    const text = `account sequence mismatch, expected ${account.sequence}, got ${sequence}`;
    throw new CodedError(sdkErrors.wrongSequence, text);
  }
  return account;
}

function verifyOne<K>(
  { block }: Context,
  tx: DecodedTx<K>,
  account: BaseAccount,
  { data, sequence }: TxSignature,
): void {
  const { address, pubKey } = account;
  const key = pubKey && readPubKey(pubKey);
  if (key === undefined) throw new CodedError(sdkErrors.invalidPubKey, 'pubkey on account is not set');
  // The chain reads the keys of all signer infos here, and one that is left out is more than it can bear.
  if (tx.authInfo.signerInfos.some(({ publicKey }) => publicKey === undefined)) throw nilPointer();
  const { chainId } = block;
  const accountNumber = block.height === 0n ? 0n : account.accountNumber;
  const signer = { address, chainId, accountNumber, sequence, pubKey, feePayer: feePayerOf(tx) };
  const fault = signatureFault(key, data, tx, signer);
  if (fault === undefined) return;
  const subject = isAminoOnly(data)
    ? `account number (${accountNumber}), sequence (${account.sequence}) and chain-id (${chainId})`
    : `account number (${accountNumber}) and chain-id (${chainId}): (${fault})`;
  throw new CodedError(sdkErrors.unauthorized, `signature verification failed; please verify ${subject}`);
}
