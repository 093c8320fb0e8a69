import { normalCdf } from '../normalDistribution.js';
import type { Artifact } from '../sequence/artifact.js';
import { logProbability, proofDistribution, surpriseOf } from './proofDistribution.js';

/** How likely the tokens of an answer are under its own proof (seed 1, "Proposed Mitigation"; reference, section 3.4). */
export interface JointProbability {
  /** About normal (0, 1) when the tokens were drawn from the proof, whatever the prompt and the length. */
  readonly z: number;
  /** The metric of seed 1 in [0, 1]: the share of honest answers that are less likely, Phi(z). */
  readonly p: number;
  /** Of a token, in nats: the metric upstream, which mostly measures how sure the model was. */
  readonly meanLogProbability: number;
  readonly positions: number;
  /** Of the joint log probability, in nats squared. 0 says that no token could have been another: nothing is proved. */
  readonly variance: number;
}

/**
 * Z = sum(ln q(t) + H) / sqrt(sum V) over the positions, with q the proof's distribution after T, top-k, top-p and min-p.
 * Drawn honestly, the terms have mean 0 and variance V given all that came before. A token outside q counts ln(1/65536).
 *
 * @returns z NaN when the variance is 0: temperature 0, or no tokens
 */
export function jointProbability({ positions, sampling }: Pick<Artifact, 'positions' | 'sampling'>): JointProbability {
  let [logs, expected, variance] = [0, 0, 0];
  for (const { tokens, logits, chosen } of positions) {
    const probabilities = proofDistribution(logits, sampling);
    const surprise = surpriseOf(probabilities);
    logs += logProbability(probabilities[tokens.indexOf(chosen)] ?? 0);
    expected += surprise.mean;
    variance += surprise.variance;
  }
  const z = variance > 0 ? (logs - expected) / Math.sqrt(variance) : Number.NaN;
  return { z, p: normalCdf(z), meanLogProbability: logs / positions.length, positions: positions.length, variance };
}
