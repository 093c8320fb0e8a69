import type { Artifact } from '../sequence/artifact.js';
import { hasBoundedSupport } from '../sequence/checkSequence.js';
import { faultOfForm } from '../sequence/faultOfForm.js';
import type { Rejection } from '../sequence/proofVerdict.js';
import { type JointProbability, jointProbability } from './jointProbability.js';
import { type BootstrapOptions, bootstrapThreshold, type PreproofThreshold } from './preproofThreshold.js';

/** What the metric says of an answer. */
export type PreproofVerdict =
  | { readonly verdict: 'accept'; readonly warning?: 'tooLikely' }
  | { readonly verdict: 'reject'; readonly reason: 'unlikely' }
  | Rejection
  | { readonly verdict: 'notProbative'; readonly reason: 'unboundedSupport' | 'noChoice' };

export interface PreproofCheck {
  readonly result: PreproofVerdict;
  /** Missing for an artifact that is malformed. */
  readonly joint?: JointProbability;
  readonly threshold?: PreproofThreshold;
}

/**
 * Judges an artifact by its joint probability. A malformed one is refused; nothing is proved where tokens that are not
 * logged could be drawn, or no token could have been another.
 *
 * @param honest the threshold of honest answers; without it the proof sets its own by bootstrap
 * @throws parameterInvalid for options outside their ranges
 */
export function checkPreproof(
  artifact: Artifact,
  options: BootstrapOptions,
  honest?: PreproofThreshold,
): PreproofCheck {
  const fault = faultOfForm(artifact);
  if (fault !== undefined) return { result: fault };
  const joint = jointProbability(artifact);
  if (!hasBoundedSupport(artifact)) return { result: { verdict: 'notProbative', reason: 'unboundedSupport' }, joint };
  const threshold = honest ?? bootstrapThreshold(artifact, options);
  if (threshold === undefined || Number.isNaN(joint.z)) {
    return { result: { verdict: 'notProbative', reason: 'noChoice' }, joint };
  }
  return { result: verdictOf(joint.z, threshold), joint, threshold };
}

/**
 * Accepts iff Z is above the lower threshold (seed 1: P > threshold). An answer above the upper one is accepted too, with a
 * warning: a cheaper model that always takes its most likely token ends there.
 */
function verdictOf(z: number, { lower, upper }: PreproofThreshold): PreproofVerdict {
  if (z <= lower) return { verdict: 'reject', reason: 'unlikely' };
  return z > upper ? { verdict: 'accept', warning: 'tooLikely' } : { verdict: 'accept' };
}
