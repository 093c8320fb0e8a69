import { CodedError } from '../../util/errors.js';
import { validationErrors } from '../errors.js';
import { describeSample } from '../statistics.js';
import { l2Distance } from './mismatch.js';
import type { PocRun } from './pocSet.js';

/** Two runs, nonce by nonce. */
export interface RunPair {
  readonly a: string;
  readonly b: string;
  /** Whether exactly one of them cheats: what a validator must find. */
  readonly cheater: boolean;
  /** Nonces that both have, in order of the first run. */
  readonly nonces: readonly number[];
  /** L2 distance at each of them. */
  readonly distances: readonly number[];
  readonly mean: number;
  /** Divides by n, as the published tables do. */
  readonly std: number;
  readonly max: number;
}

/**
 * Distances of two runs over the nonces that both have.
 *
 * @throws validation/22 (artifactsInvalid) when they share none, or one has a number that is none
 */
export function pairOf(a: PocRun, b: PocRun): RunPair {
  const nonces = [...a.vectors.keys()].filter((nonce) => b.vectors.has(nonce));
  if (nonces.length === 0)
    throw new CodedError(validationErrors.artifactsInvalid, `${a.name} and ${b.name} share no nonce`);
  const distances = nonces.map((nonce) => l2Distance(a.vectors.get(nonce)!, b.vectors.get(nonce)!));
  const wrong = distances.findIndex((distance) => !Number.isFinite(distance));
  if (wrong >= 0) {
    throw new CodedError(
      validationErrors.artifactsInvalid,
      `${a.name} and ${b.name}: no distance at nonce ${nonces[wrong]}`,
    );
  }
  const { n, mean, std, max } = describeSample(distances);
  const population = std * Math.sqrt((n - 1) / n);
  return { a: a.name, b: b.name, cheater: a.cheater !== b.cheater, nonces, distances, mean, std: population, max };
}

/** All pairs of runs, each once. Cost: O(runs^2 x nonces). */
export const allPairs = (runs: readonly PocRun[]): RunPair[] =>
  runs.flatMap((a, i) => runs.slice(i + 1).map((b) => pairOf(a, b)));

/**
 * Mean correlation of the distances of two pairs, nonce by nonce, over all pairs of pairs: how much validators that look at
 * the same nonces see the same (reference, section 4.5: .59 over the honest pairs).
 *
 * @returns NaN with fewer than two pairs
 */
export function distanceCorrelation(pairs: readonly RunPair[]): number {
  const each = pairs.flatMap((one, i) => pairs.slice(i + 1).map((other) => correlation(one, other)));
  return each.reduce((sum, value) => sum + value, 0) / each.length;
}

/** Pearson's, over the nonces that both pairs have. */
function correlation(one: RunPair, other: RunPair): number {
  const theirs = new Map(other.nonces.map((nonce, i) => [nonce, other.distances[i]!]));
  const both = one.nonces.flatMap((nonce, i) => {
    const distance = theirs.get(nonce);
    return distance === undefined ? [] : [[one.distances[i]!, distance] as const];
  });
  const [x, y] = [0, 1].map((side) => both.reduce((sum, point) => sum + point[side as 0 | 1], 0) / both.length);
  let [xy, xx, yy] = [0, 0, 0];
  for (const [a, b] of both) {
    xy += (a - x!) * (b - y!);
    xx += (a - x!) ** 2;
    yy += (b - y!) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}
