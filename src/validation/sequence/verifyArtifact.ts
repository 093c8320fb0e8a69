import type { Artifact, TopLogits } from './artifact.js';
import { checkDistribution, type DistributionCheck } from './checkDistribution.js';
import { checkSequence, type SequenceOptions } from './checkSequence.js';
import type { ProofVerdict } from './proofVerdict.js';

export interface Verification {
  readonly result: ProofVerdict;
  readonly log10Luck: number;
  /** Missing when no logits of the model were given, or the sequence was already refused. */
  readonly distribution?: DistributionCheck;
}

/** The validator's model: its logits for the logged tokens, and the D that is too much. */
export interface ModelSide {
  readonly logits: readonly TopLogits[];
  readonly epsilon: number;
}

/**
 * Both checks of seed 1, the cheap one first: accepted is what was drawn with its seed, and is less than epsilon from the
 * model. Without the model's side, acceptance speaks of the sequence only.
 *
 * @throws proofInvalid when the model's side has another number of positions
 */
export function verifyArtifact(artifact: Artifact, model?: ModelSide, options?: SequenceOptions): Verification {
  const sequence = checkSequence(artifact, options);
  if (model === undefined || sequence.result.verdict === 'reject') return sequence;
  const distribution = checkDistribution(artifact.positions, model.logits);
  if (distribution.distance < model.epsilon) return { ...sequence, distribution };
  const result: ProofVerdict = {
    verdict: 'reject',
    reason: 'distribution',
    position: distribution.worst,
    expected: `D < ${model.epsilon}`,
    got: `D = ${distribution.distance}`,
  };
  return { ...sequence, result, distribution };
}
