import {
  DuplicateVoteEvidence,
  type Evidence,
  LightClientAttackEvidence,
} from 'cosmjs-types/tendermint/types/evidence';
import { CodedError, simErrors } from '../../util/errors.js';
import { merkleRoot } from '../../util/merkle.js';
import { proto } from '../codec.js';

/** A header's `evidence_hash`: the merkle root over the evidence itself, without the wrapper that tells its kind. */
export const evidenceHash = (evidence: readonly Evidence[]): Uint8Array => merkleRoot(evidence.map(encodeBare));

function encodeBare({ duplicateVoteEvidence, lightClientAttackEvidence }: Evidence): Uint8Array {
  if (duplicateVoteEvidence !== undefined) return proto(DuplicateVoteEvidence).encode(duplicateVoteEvidence);
  if (lightClientAttackEvidence !== undefined)
    return proto(LightClientAttackEvidence).encode(lightClientAttackEvidence);
  throw new CodedError(simErrors.malformedBytes, 'evidence of no kind');
}
