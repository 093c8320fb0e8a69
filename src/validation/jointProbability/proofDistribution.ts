import type { Uniform } from '../random.js';
import type { Sampling } from '../sequence/sampling.js';

/**
 * The probabilities by which a proof says its token was drawn: softmax at T, then top-k, top-p and min-p, as doubles and in
 * the order of the logits. `samplingWeights` is the exact one for replay; here nothing hangs on the last digit.
 *
 * @param logits the greatest first, as an artifact has them
 */
export function proofDistribution(logits: ArrayLike<number>, sampling: Sampling): Float64Array {
  const { temperature, topK = logits.length, topP = 1, minP = 0 } = sampling;
  const probabilities = new Float64Array(logits.length);
  if (temperature === 0) {
    probabilities[0] = 1;
    return probabilities;
  }
  let total = 0;
  for (let i = 0; i < logits.length; i++) {
    const power = Math.exp((logits[i]! - logits[0]!) / temperature);
    probabilities[i] = power;
    total += power;
  }
  let [kept, held] = [0, 0];
  while (kept < Math.min(topK, logits.length) && held < topP * total && probabilities[kept]! >= minP) {
    held += probabilities[kept++]!;
  }
  for (let i = 0; i < logits.length; i++) probabilities[i] = i < kept ? probabilities[i]! / held : 0;
  return probabilities;
}

/** What a token outside the distribution counts: half a step of the sampling weights could not draw it. */
export const leastLogProbability = Math.log(1 / 65536);

/** ln of a probability, never below that of a token outside. */
export const logProbability = (probability: number): number =>
  probability > 0 ? Math.max(Math.log(probability), leastLogProbability) : leastLogProbability;

/** Mean and variance of ln q under q itself: minus the entropy, and how far the surprise scatters. */
export interface Surprise {
  readonly mean: number;
  readonly variance: number;
}

/** The moments of the log probability of one draw (H and V of reference 3.4: mean is -H). */
export function surpriseOf(probabilities: Float64Array): Surprise {
  let [mean, square] = [0, 0];
  for (const probability of probabilities) {
    if (probability === 0) continue;
    const log = logProbability(probability);
    mean += probability * log;
    square += probability * log * log;
  }
  return { mean, variance: Math.max(0, square - mean * mean) };
}

/** The index that a uniform number draws; the last one that can be drawn takes what rounding left over. */
export function drawn(probabilities: Float64Array, uniform: Uniform): number {
  let left = uniform();
  let last = 0;
  for (let i = 0; i < probabilities.length; i++) {
    const probability = probabilities[i]!;
    if (probability === 0) continue;
    last = i;
    left -= probability;
    if (left < 0) break;
  }
  return last;
}
