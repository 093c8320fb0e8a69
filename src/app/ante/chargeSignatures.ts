import { type SignaturePrices, type SignedBy, signatureGas } from '../../store/signatureGas.js';
import { plainError, sdkErrors } from '../../types/errors.js';
import type { GasMeter } from '../../types/gas.js';
import { CodedError } from '../../util/errors.js';
import { indexOutOfRange } from '../goPanics.js';
import { type PublicKey, readPubKey } from '../signatures/pubKey.js';
import type { SignatureData } from '../signatures/signatureData.js';
import { signatureAt } from '../signatures/verifySignature.js';
import type { IsImpersonated, SdkAnteCheck } from './anteCheck.js';
import { requireSigner } from './signers.js';

/** Charges the checks of all signatures, before any is made; one that is impersonated pays for a plain key. */
export const chargeSignatures =
  (isImpersonated: IsImpersonated): SdkAnteCheck =>
  ({ gas }, { auth }, tx, mode) => {
    const prices = auth.params;
    const { signers } = tx;
    tx.signatures.forEach(({ data }, index) => {
      const signer = signers[index];
      if (signer === undefined) throw indexOutOfRange(index, signers.length);
      const { pubKey } = requireSigner(auth, signer);
      const key = pubKey && readPubKey(pubKey);
      if (isImpersonated(signer) || (key === undefined && mode === 'simulate'))
        charge(gas, { kind: 'secp256k1' }, prices);
      else chargeKey(gas, key, data, prices);
    });
  };

/** A multisig pays for the members that signed. Ed25519 pays, and is refused all the same: sdk 8. */
function chargeKey(gas: GasMeter, key: PublicKey | undefined, data: SignatureData, prices: SignaturePrices): void {
  if (key?.kind !== 'multisig') {
    charge(gas, key, prices);
    if (key?.kind === 'ed25519') throw new CodedError(sdkErrors.invalidPubKey, 'ED25519 public keys are unsupported');
    return;
  }
  if (data.kind !== 'multi') {
    throw plainError('expected *signing.MultiSignatureData, got, *signing.SingleSignatureData');
  }
  let next = 0;
  for (const [index, bit] of data.bits.entries()) {
    if (!bit) continue;
    const member = key.members[index];
    if (member === undefined) throw indexOutOfRange(index, key.members.length);
    chargeKey(gas, member, signatureAt(data.signatures, next), prices);
    next += 1;
  }
}

function charge(
  gas: GasMeter,
  signer: { readonly kind: 'secp256k1' | 'ed25519' } | undefined,
  prices: SignaturePrices,
) {
  const signedBy: SignedBy = signer && { kind: signer.kind };
  gas.consume(signatureGas(signedBy, prices), `ante verify: ${signer?.kind}`);
}
