import { indexOutOfRange } from '../goPanics.js';
import type { ReadTx } from '../readTx.js';
import { readSignature, type SignatureData } from '../signatures/signatureData.js';

/** A signature of a transaction with the sequence that it was made for. */
export interface TxSignature {
  readonly data: SignatureData;
  readonly sequence: bigint;
}

/** The signatures of a transaction, one for each signer info; fewer raw ones than that are a panic of the chain. */
export function signaturesOf({ authInfo, raw }: ReadTx): readonly TxSignature[] {
  return authInfo.signerInfos.map(({ modeInfo, sequence }, index) => {
    const signature = raw.signatures[index];
    if (signature === undefined) throw indexOutOfRange(index, raw.signatures.length);
    return { data: readSignature(modeInfo, signature), sequence };
  });
}
