import { CodedError } from '../../util/errors.js';
import { validationErrors } from '../errors.js';
import { sfc32 } from '../random.js';
import type { Artifact } from '../sequence/artifact.js';
import { ascending, quantileOfSorted } from '../statistics.js';
import { drawn, logProbability, proofDistribution, surpriseOf } from './proofDistribution.js';

/** Below `lower` an answer is refused; above `upper` it is suspiciously likely. */
export interface PreproofThreshold {
  readonly lower: number;
  readonly upper: number;
  /** Z of honest answers, or of answers drawn from the proof itself. */
  readonly source: 'honest' | 'bootstrap';
  /** How many of them. */
  readonly n: number;
}

/** With fewer honest answers than this, a 1 % quantile is a guess; the bootstrap is better. */
export const fewestHonest = 200;

/**
 * The threshold from Z of honest answers: their quantiles at `level` and 1 - `level`.
 *
 * @param level share of honest answers on either side, in (0, 0.5)
 * @throws parameterInvalid for a level outside, values that are not finite, or fewer than 200 of them
 */
export function honestThreshold(honest: readonly number[], level: number): PreproofThreshold {
  checkLevel(level);
  const odd = honest.length < fewestHonest || !honest.every(Number.isFinite);
  if (odd) throw invalid(`${honest.length} honest Z, wanted ${fewestHonest} or more, all finite`);
  return between(ascending(honest), level, 'honest');
}

export interface BootstrapOptions {
  readonly level: number;
  /** How many answers are drawn. */
  readonly runs: number;
  readonly seed: number;
}

/**
 * The threshold of one proof without honest data: answers are drawn from its own distributions (parametric bootstrap),
 * which also holds for answers too short for the normal law. Undefined when the proof leaves no choice anywhere.
 * Cost: O(runs · positions · k).
 *
 * @throws parameterInvalid for a level outside (0, 0.5) or less than 100 runs
 */
export function bootstrapThreshold(
  { positions, sampling }: Pick<Artifact, 'positions' | 'sampling'>,
  { level, runs, seed }: BootstrapOptions,
): PreproofThreshold | undefined {
  checkLevel(level);
  if (!(Number.isSafeInteger(runs) && runs >= 100)) throw invalid(`${runs} runs, wanted 100 or more`);
  const sums = new Float64Array(runs);
  const uniform = sfc32(seed);
  let variance = 0;
  for (const { logits } of positions) {
    const probabilities = proofDistribution(logits, sampling);
    const surprise = surpriseOf(probabilities);
    if (surprise.variance === 0) continue;
    variance += surprise.variance;
    const terms = probabilities.map((probability) => logProbability(probability) - surprise.mean);
    for (let run = 0; run < runs; run++) sums[run]! += terms[drawn(probabilities, uniform)]!;
  }
  if (variance === 0) return undefined;
  return between(ascending(Array.from(sums, (sum) => sum / Math.sqrt(variance))), level, 'bootstrap');
}

const between = (sorted: readonly number[], level: number, source: PreproofThreshold['source']): PreproofThreshold => ({
  lower: quantileOfSorted(sorted, level),
  upper: quantileOfSorted(sorted, 1 - level),
  source,
  n: sorted.length,
});

function checkLevel(level: number): void {
  if (!(level > 0 && level < 0.5)) throw invalid(`level ${level}`);
}

const invalid = (detail: string): CodedError => new CodedError(validationErrors.parameterInvalid, detail);
