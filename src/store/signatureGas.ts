import { CodedError, defineErrors } from '../util/errors.js';

/** Prices and limits of transactions that `auth` starts with (SDK 0.53, `x/auth/types/params.go`). */
export const defaultTxPrices = {
  maxMemoCharacters: 256n,
  txSigLimit: 7n,
  txSizeCostPerByte: 10n,
  sigVerifyCostEd25519: 590n,
  sigVerifyCostSecp256k1: 1000n,
} as const;

export type SignatureKind = 'secp256k1' | 'ed25519' | 'secp256r1';

/** Who signed: one key, or those members of a multisig whose signatures are there. */
export type SignedBy = { readonly kind: SignatureKind } | { readonly members: readonly SignedBy[] } | undefined;

export interface SignaturePrices {
  readonly sigVerifyCostEd25519: bigint;
  readonly sigVerifyCostSecp256k1: bigint;
}

export const signatureErrors = defineErrors('sdk', { invalidPubKey: [8, 'invalid pubkey'] });

/** Gas of checking a signature; secp256r1 costs half a secp256k1, a multisig what its signers cost together. */
export function signatureGas(signer: SignedBy, prices: SignaturePrices = defaultTxPrices): bigint {
  if (signer === undefined) {
    throw new CodedError(signatureErrors.invalidPubKey, 'unrecognized public key type: <nil>');
  }
  if ('members' in signer) return signer.members.reduce((sum, member) => sum + signatureGas(member, prices), 0n);
  switch (signer.kind) {
    case 'secp256k1':
      return prices.sigVerifyCostSecp256k1;
    case 'secp256r1':
      return prices.sigVerifyCostSecp256k1 / 2n;
    case 'ed25519':
      return prices.sigVerifyCostEd25519;
  }
}
