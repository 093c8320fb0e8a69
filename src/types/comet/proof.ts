import { Proof } from 'cosmjs-types/tendermint/crypto/proof';
import type { MerkleProof } from '../../util/merkle.js';
import { proto } from '../codec.js';

/** A merkle proof as clients get it: `tendermint.crypto.Proof`. */
export const toProofMessage = ({ total, index, leafHash, aunts }: MerkleProof): Proof => ({
  total,
  index,
  leafHash,
  aunts: [...aunts],
});

/** Its bytes. */
export const encodeProof = (merkleProof: MerkleProof): Uint8Array => proto(Proof).encode(toProofMessage(merkleProof));
