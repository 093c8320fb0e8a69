import { binomialTail } from './tail.js';

/** What a test with these settings amounts to. */
export interface CriticalCount {
  /** The smallest k with P(X >= k) < alpha; n + 1 when there is none. */
  readonly k: number;
  /** P(X >= k): how often an honest node is accused. */
  readonly falsePositiveRate: number;
  /** P(X >= k - 1), which is not below alpha yet. */
  readonly before: number;
}

/**
 * From how many mismatches of n on the binomial test accuses, at probability p of a mismatch and level alpha.
 * Cost: O(log n) tails.
 */
export function criticalCount(n: number, p: number, alpha: number): CriticalCount {
  let [accused, spared] = [n + 1, -1];
  while (accused - spared > 1) {
    const middle = spared + Math.floor((accused - spared) / 2);
    if (binomialTail(n, middle, p).p < alpha) accused = middle;
    else spared = middle;
  }
  return {
    k: accused,
    falsePositiveRate: binomialTail(n, accused, p).p,
    before: binomialTail(n, Math.max(accused - 1, 0), p).p,
  };
}

/** How often a node is accused whose true mismatch rate is `rate`, by a test made for `p`. */
export const power = (n: number, p: number, alpha: number, rate: number): number =>
  binomialTail(n, criticalCount(n, p, alpha).k, rate).p;

/** One line of a power table: what n checks find. */
export interface PowerRow {
  readonly n: number;
  readonly critical: CriticalCount;
  /** Power at each of the rates asked for, in their order. */
  readonly powers: readonly number[];
}

/** Power of the test for numbers of checks and true mismatch rates. */
export function powerTable(ns: readonly number[], p: number, alpha: number, rates: readonly number[]): PowerRow[] {
  return ns.map((n) => {
    const critical = criticalCount(n, p, alpha);
    return { n, critical, powers: rates.map((rate) => binomialTail(n, critical.k, rate).p) };
  });
}
