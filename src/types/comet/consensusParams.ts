import { type BlockParams, type ConsensusParams, HashedParams } from 'cosmjs-types/tendermint/types/params';
import { sha256 } from '../../util/sha256.js';
import { proto } from '../codec.js';

/** CometBFT's parameters of a new chain: 4 MiB blocks of any gas, evidence for two days, ed25519 validators. */
export const defaultConsensusParams: ConsensusParams = {
  block: { maxBytes: 4_194_304n, maxGas: -1n },
  evidence: { maxAgeNumBlocks: 100_000n, maxAgeDuration: { seconds: 172_800n, nanos: 0 }, maxBytes: 1_048_576n },
  validator: { pubKeyTypes: ['ed25519'] },
  version: { app: 0n },
  abci: { voteExtensionsEnableHeight: 0n },
};

/** The bytes of the parameters that are hashed: the block's limits only. */
export const encodeHashedParams = ({ maxBytes, maxGas }: BlockParams): Uint8Array =>
  proto(HashedParams).encode({ blockMaxBytes: maxBytes, blockMaxGas: maxGas });

/** Every block asks for the hash of the same record. */
const hashes = new WeakMap<BlockParams, Uint8Array>();

/** A header's `consensus_hash`: a plain SHA-256 of the block's limits. */
export function consensusHash(block: BlockParams): Uint8Array {
  const known = hashes.get(block);
  if (known !== undefined) return known;
  const hash = sha256(encodeHashedParams(block));
  hashes.set(block, hash);
  return hash;
}
