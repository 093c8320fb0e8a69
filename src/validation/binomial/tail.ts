import { CodedError } from '../../util/errors.js';
import { validationErrors } from '../errors.js';
import { logBinomialMass } from './mass.js';

/** An upper tail; `log10` speaks where `p` is too small for a double. */
export interface Tail {
  /** P(X >= k); 0 when it is below 5e-324. */
  readonly p: number;
  readonly log10: number;
}

/**
 * P(X >= k) for X ~ Binomial(n, p): the one-sided binomial test (seed 2; reference, section 7).
 *
 * The mass at the edge times the sum of the ratios beyond it; below the mean, the complement of the lower tail. Relative
 * error below 1e-12 wherever the result is a double, at least up to n = 1e6 (checked against exact integers); the library
 * function closest by, @stdlib's betainc, is at 1.5e-11 there and has no logarithm.
 * Cost: O(sqrt(n p (1 - p))) steps.
 *
 * @throws validation/20 (testInvalid) when n or k is not a whole number from 0 on, or p not in [0, 1]
 */
export function binomialTail(n: number, k: number, p: number): Tail {
  checkTest(n, k, p);
  if (k === 0 || p === 1) return k <= n ? certain : impossible;
  if (k > n || p === 0) return impossible;
  if (k > n * p) {
    const mass = logBinomialMass(n, k, p);
    const beyond = sumOfRatios(k, (j) => ((n - j) / (j + 1)) * (p / (1 - p)), 1);
    return { p: Math.exp(mass) * beyond, log10: (mass + Math.log(beyond)) / Math.LN10 };
  }
  const mass = Math.exp(logBinomialMass(n, k - 1, p));
  const below = mass * sumOfRatios(k - 1, (j) => (j / (n - j + 1)) * ((1 - p) / p), -1);
  return { p: 1 - below, log10: Math.log1p(-below) / Math.LN10 };
}

const certain: Tail = { p: 1, log10: 0 };
const impossible: Tail = { p: 0, log10: Number.NEGATIVE_INFINITY };

/** 1 + r(j) + r(j) r(j + step) + ..., for ratios that fall below 1 and keep falling, until nothing more is added. */
function sumOfRatios(from: number, ratio: (j: number) => number, step: 1 | -1): number {
  let [sum, term] = [1, 1];
  for (let j = from; ; j += step) {
    const r = ratio(j);
    term *= r;
    const next = sum + term;
    if (next === sum || term * r < sum * (1 - r) * 1e-17) return next;
    sum = next;
  }
}

function checkTest(n: number, k: number, p: number): void {
  if (!Number.isSafeInteger(n) || n < 0)
    throw new CodedError(validationErrors.testInvalid, 'n must be an integer not less than 1');
  if (!Number.isSafeInteger(k) || k < 0)
    throw new CodedError(validationErrors.testInvalid, 'k must be an integer not less than 0');
  if (!(p >= 0 && p <= 1)) throw new CodedError(validationErrors.testInvalid, `p (${p}) must be in range [0,1]`);
}
