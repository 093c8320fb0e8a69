import { logBinomialMass } from '../binomial/mass.js';
import { normalCdf, normalQuantile } from '../normalDistribution.js';
import { sfc32Words } from '../random.js';
import { accusesFrom, type Correlation, type VoteSettings } from './settings.js';

/** What rounds of correlated votes need; made once. */
export interface CorrelatedVotes {
  readonly weights: Float64Array;
  /** Chance of a mismatch at each of 65,536 equally likely difficulties of a nonce. */
  readonly chanceAt: Float64Array;
  /** By number of nonces in the pool that would mismatch: the chance that a validator accuses. Beyond its end, 1. */
  readonly accusationAt: Float64Array;
  readonly noncePool: number;
}

const levels = 65_536;

/**
 * Prepares rounds in which validators that look at the same nonce of the target tend to see the same.
 *
 * The log distance of a nonce is a part that all validators share plus one of their own, both normal, with correlation rho
 * between two of them; it is a mismatch above the quantile that makes one validator's rate `settings.rate`. So each validator
 * alone accuses as often as without correlation: what changes is how often they do so together. The shared part takes one
 * of 65,536 equally likely levels, scaled to the exact rate.
 */
export function correlatedVotes(settings: VoteSettings, { rho, noncePool }: Correlation): CorrelatedVotes {
  return {
    weights: Float64Array.from(settings.weights),
    chanceAt: chances(settings.rate, rho),
    accusationAt: accusations(noncePool, settings.checks, accusesFrom(settings)),
    noncePool,
  };
}

function chances(rate: number, rho: number): Float64Array {
  if (rate === 0 || rate === 1) return new Float64Array(levels).fill(rate);
  const cut = normalQuantile(1 - rate);
  const chanceAt = Float64Array.from({ length: levels }, (_, level) => {
    const shared = normalQuantile((level + 0.5) / levels);
    return normalCdf((Math.sqrt(rho) * shared - cut) / Math.sqrt(1 - rho));
  });
  const mean = chanceAt.reduce((sum, chance) => sum + chance, 0) / levels;
  return chanceAt.map((chance) => Math.min(1, (chance * rate) / mean));
}

/** P(at least `least` of `checks` drawn from `pool` nonces are among the m that would mismatch), for m until it is 1. */
function accusations(pool: number, checks: number, least: number): Float64Array {
  const table: number[] = [];
  for (let marked = 0; marked <= pool; marked++) {
    const chance = 1 - hypergeometricBelow(pool, marked, checks, least);
    if (chance > 1 - 1e-12) break;
    table.push(chance);
  }
  return Float64Array.from(table);
}

/** P(fewer than `least` marked) when `drawn` of `pool` are drawn, `marked` of them marked. */
function hypergeometricBelow(pool: number, marked: number, drawn: number, least: number): number {
  let sum = 0;
  const share = drawn / pool;
  for (let seen = Math.max(0, drawn - (pool - marked)); seen < Math.min(least, marked + 1, drawn + 1); seen++) {
    const mass =
      share === 1
        ? Number(seen === marked)
        : Math.exp(
            logBinomialMass(marked, seen, share) +
              logBinomialMass(pool - marked, drawn - seen, share) -
              logBinomialMass(pool, drawn, share),
          );
    sum += mass;
  }
  return Math.min(sum, 1);
}

/** Counts less likely than this are left out of a distribution. */
const negligible = 1e-16;

/**
 * The chance that a validator accuses in a round with these difficulties: over the number of the pool's nonces that would
 * mismatch for it (a sum of unequal coins), then over the draw of its checks. Cost: O(pool x width of the distribution).
 */
function accusationChance(chance: Float64Array, accusationAt: Float64Array, mass: Float64Array): number {
  mass.fill(0);
  mass[0] = 1;
  let [low, high] = [0, 0];
  const end = accusationAt.length - 1;
  for (let nonce = 0; nonce < chance.length; nonce++) {
    const p = chance[nonce]!;
    const q = 1 - p;
    if (high < end && mass[high]! * p > negligible) high++;
    for (let count = high; count > low; count--) mass[count] = mass[count]! * q + mass[count - 1]! * p;
    mass[low]! *= q;
    while (low < high && mass[low]! < negligible) mass[low++] = 0;
  }
  let spared = 0;
  for (let count = low; count <= high; count++) spared += mass[count]! * (1 - accusationAt[count]!);
  return 1 - spared;
}

/** Votes as many rounds as `accusing` has places for; as `voteIndependently`. */
export function voteCorrelated(job: CorrelatedVotes, seed: number, stream: number, accusing: Float64Array): void {
  const { weights, chanceAt, accusationAt, noncePool } = job;
  const fill = sfc32Words(seed, stream);
  const words = new Uint32Array(Math.ceil(noncePool / 2) + weights.length);
  const chance = new Float64Array(noncePool);
  const mass = new Float64Array(accusationAt.length);
  for (let round = 0; round < accusing.length; round++) {
    fill(words);
    for (let nonce = 0; nonce < noncePool; nonce++) {
      const word = words[nonce >> 1]!;
      chance[nonce] = chanceAt[(nonce & 1) === 0 ? word & 0xffff : word >>> 16]!;
    }
    const limit = accusationChance(chance, accusationAt, mass) * 2 ** 32;
    const offset = words.length - weights.length;
    let weight = 0;
    for (let i = 0; i < weights.length; i++) if (words[offset + i]! < limit) weight += weights[i]!;
    accusing[round] = weight;
  }
}
