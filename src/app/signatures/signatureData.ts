import { MultiSignature } from 'cosmjs-types/cosmos/crypto/multisig/v1beta1/multisig';
import type { ModeInfo } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import { proto } from '../../types/codec.js';
import { plainError } from '../../types/errors.js';
import { emptyBytes } from '../../util/bytes.js';
import { indexOutOfRange, nilPointer } from '../goPanics.js';

/** Numbers of `cosmos.tx.signing.v1beta1.SignMode`. */
export const signModes = { unspecified: 0, direct: 1, textual: 2, directAux: 3, aminoJson: 127 } as const;

export interface SingleSignature {
  readonly kind: 'single';
  readonly mode: number;
  readonly signature: Uint8Array;
}

/** Signatures of those members of a multisig whose bit is set, in order of the members. */
export interface MultiSignatureData {
  readonly kind: 'multi';
  /** One for each member: whether he signed. */
  readonly bits: readonly boolean[];
  readonly signatures: readonly SignatureData[];
}

export type SignatureData = SingleSignature | MultiSignatureData;

/** What a signer's mode and raw bytes say together. Where the SDK would run over the end of a list, its panic is thrown. */
export function readSignature(mode: ModeInfo | undefined, raw: Uint8Array): SignatureData {
  if (mode?.single) return { kind: 'single', mode: mode.single.mode, signature: raw };
  if (!mode?.multi) throw nilPointer();
  const { modeInfos, bitarray } = mode.multi;
  const { signatures } = decodeMulti(raw);
  const parts = modeInfos.map((inner, index) => {
    const signature = signatures[index];
    if (signature === undefined) throw indexOutOfRange(index, signatures.length);
    return readSignature(inner, signature);
  });
  return { kind: 'multi', bits: bitarray ? readBits(bitarray) : [], signatures: parts };
}

function decodeMulti(raw: Uint8Array): MultiSignature {
  try {
    return proto(MultiSignature).decode(raw);
  } catch {
    throw plainError('unexpected EOF');
  }
}

function readBits({ elems, extraBitsStored }: { elems: Uint8Array; extraBitsStored: number }): boolean[] {
  const count = extraBitsStored === 0 ? elems.length * 8 : (elems.length - 1) * 8 + extraBitsStored;
  return Array.from(
    { length: Math.max(count, 0) },
    (_, index) => ((elems[index >> 3]! >> (7 - (index % 8))) & 1) === 1,
  );
}

/** Every signature in the data, and behind those of a multisig its whole, as the SDK's events show them. */
export function signatureBytes(data: SignatureData): Uint8Array[] {
  if (data.kind === 'single') return [data.signature];
  const signatures = data.signatures.flatMap(signatureBytes);
  return [...signatures, proto(MultiSignature).encode({ signatures })];
}

/** Whether all parts were signed over amino JSON, whose sign document holds the sequence. */
export function isAminoOnly(data: SignatureData): boolean {
  return data.kind === 'single' ? data.mode === signModes.aminoJson : data.signatures.every(isAminoOnly);
}

/** What stands for a signer without signature when a transaction is simulated. */
export const noSignature: SingleSignature = { kind: 'single', mode: signModes.unspecified, signature: emptyBytes };
