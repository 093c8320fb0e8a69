import { criticalCount } from '../binomial/critical.js';
import { type Interval, rateInterval } from '../binomial/interval.js';
import { binomialTail } from '../binomial/tail.js';
import { sfc32Words } from '../random.js';

/** The test of one validator. */
export interface OneTest {
  readonly checks: number;
  readonly pMismatch: number;
  readonly fraudThreshold: number;
}

/** How a number of mismatches looks to a validator (seed 2, first layer). */
export interface FixedCountRow {
  readonly mismatches: number;
  readonly pValue: number;
  readonly accused: boolean;
}

/** P-values of fixed numbers of mismatches, from none to `upTo`. */
export const fixedCounts = ({ checks, pMismatch, fraudThreshold }: OneTest, upTo: number): FixedCountRow[] =>
  Array.from({ length: upTo + 1 }, (_, mismatches) => {
    const { p } = binomialTail(checks, mismatches, pMismatch);
    return { mismatches, pValue: p, accused: p < fraudThreshold };
  });

/** How often one validator accuses a target of a true rate: sampled, and exact beside it (seed 2, second layer). */
export interface RateTrial {
  readonly trials: number;
  readonly accusations: number;
  readonly interval: Interval;
  readonly exact: number;
}

/**
 * Lets one validator check a target of the given rate again and again, each check a coin of its own.
 * Cost: trials x checks, some 2 ns each.
 */
export function trialsOfRate(test: OneTest, rate: number, trials: number, seed: number): RateTrial {
  const { k } = criticalCount(test.checks, test.pMismatch, test.fraudThreshold);
  const fill = sfc32Words(seed);
  const words = new Uint32Array(test.checks);
  const limit = rate * 2 ** 32;
  let accusations = 0;
  for (let trial = 0; trial < trials; trial++) {
    fill(words);
    let mismatches = 0;
    for (let i = 0; i < words.length; i++) if (words[i]! < limit) mismatches++;
    if (mismatches >= k) accusations++;
  }
  return {
    trials,
    accusations,
    interval: rateInterval(accusations, trials, 0.95),
    exact: binomialTail(test.checks, k, rate).p,
  };
}
