import { binomialTail } from '../binomial/tail.js';

/** Settings of the test that decides about a set of vectors (the service's `stat_test`). */
export interface StatTest {
  /** L2 distance above which a vector is a mismatch. */
  readonly distThreshold: number;
  /** How often an honest vector is one. */
  readonly pMismatch: number;
  /** Below which p-value the verdict is fraud. */
  readonly fraudThreshold: number;
}

/** What the service takes when neither reference nor caller says otherwise. It refuses every honest node on other hardware. */
export const serverStatTest: StatTest = { distThreshold: 0.02, pMismatch: 0.001, fraudThreshold: 0.01 };

/** Verdict of the test. */
export interface FraudVerdict {
  /** P(X >= mismatches) for an honest node. */
  readonly pValue: number;
  /** Its decimal logarithm, which does not underflow. */
  readonly log10PValue: number;
  readonly fraudDetected: boolean;
}

/**
 * The one-sided binomial test of seed 2: fraud when so many mismatches are less likely than the threshold, strictly.
 * Nothing asked for is no fraud.
 *
 * @param total number of vectors that were asked for, also of those that never came
 * @throws validation/20 (testInvalid) for counts and rates that are none
 */
export function fraudTest(
  mismatches: number,
  total: number,
  { pMismatch, fraudThreshold }: Pick<StatTest, 'pMismatch' | 'fraudThreshold'>,
): FraudVerdict {
  if (total === 0) return { pValue: 1, log10PValue: 0, fraudDetected: false };
  const { p, log10 } = binomialTail(total, mismatches, pMismatch);
  return { pValue: p, log10PValue: log10, fraudDetected: p < fraudThreshold };
}
