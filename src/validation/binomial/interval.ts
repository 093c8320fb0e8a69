import { binomialTail } from './tail.js';

/** Ends of a confidence interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Clopper and Pearson's interval of a rate of which k in n were seen: never covers less than it says, also at k = 0 and n.
 *
 * @param confidence for example 0.95
 */
export function rateInterval(k: number, n: number, confidence: number): Interval {
  const side = (1 - confidence) / 2;
  return {
    low: k === 0 ? 0 : solve((p) => binomialTail(n, k, p).p >= side),
    high: k === n ? 1 : solve((p) => binomialTail(n, k + 1, p).p >= 1 - side),
  };
}

/** The least p in [0, 1] from which on a rising condition holds, to the last bit but a few. */
function solve(holds: (p: number) => boolean): number {
  let [no, yes] = [0, 1];
  for (let i = 0; i < 200 && yes - no > yes * 1e-15; i++) {
    const middle = (no + yes) / 2;
    if (middle === no || middle === yes) break;
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}
