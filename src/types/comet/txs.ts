import { type MerkleProof, merkleProofs, merkleRoot } from '../../util/merkle.js';
import { sha256 } from '../../util/sha256.js';

/** The name of a transaction: SHA-256 of its bytes. */
export const txHash = (tx: Uint8Array): Uint8Array => sha256(tx);

/** A header's `data_hash`: the merkle root over the hashes of the transactions. */
export const dataHash = (txs: readonly Uint8Array[]): Uint8Array => merkleRoot(txs.map(txHash));

/** Proofs of the transactions against the data hash, in order; each proves a transaction's hash. */
export const txProofs = (txs: readonly Uint8Array[]): readonly MerkleProof[] => merkleProofs(txs.map(txHash)).proofs;
