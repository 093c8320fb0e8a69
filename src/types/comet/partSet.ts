import type { Part, PartSetHeader } from 'cosmjs-types/tendermint/types/types';
import { merkleProofs } from '../../util/merkle.js';
import { toProofMessage } from './proof.js';

/** Bytes of one part: how blocks are cut for gossip. */
export const partSize = 65_536;

/** A block's bytes in parts, each with its proof against the header's hash. */
export interface PartSet {
  readonly header: PartSetHeader;
  readonly parts: readonly Part[];
}

export function makePartSet(bytes: Uint8Array): PartSet {
  const chunks = Array.from({ length: Math.ceil(bytes.length / partSize) }, (_, index) =>
    bytes.subarray(index * partSize, (index + 1) * partSize),
  );
  const { root, proofs } = merkleProofs(chunks);
  const parts = chunks.map((chunk, index) => ({ index, bytes: chunk, proof: toProofMessage(proofs[index]!) }));
  return { header: { total: parts.length, hash: root }, parts };
}
