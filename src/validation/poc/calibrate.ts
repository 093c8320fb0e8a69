import { CodedError } from '../../util/errors.js';
import { validationErrors } from '../errors.js';
import { type Description, describeSample, quantile } from '../statistics.js';
import { type FraudVerdict, fraudTest } from './fraudTest.js';
import { isMismatch } from './mismatch.js';
import { distanceCorrelation, type RunPair } from './pairs.js';

/** A pair under the calibrated test. */
export interface CalibratedPair extends FraudVerdict {
  readonly a: string;
  readonly b: string;
  readonly cheater: boolean;
  readonly n: number;
  readonly mismatches: number;
}

/** A threshold and what it does to the pairs it was made from. */
export interface Calibration {
  readonly percentile: number;
  readonly distThreshold: number;
  /** Honest mismatch rate that the test is made for: what lies above the percentile. */
  readonly pMismatch: number;
  readonly honest: Description & { readonly mismatchRate: number };
  /** Undefined without a run that cheats. */
  readonly cheater: (Description & { readonly mismatchRate: number }) | undefined;
  readonly pairs: readonly CalibratedPair[];
  /** Of honest pairs, mean Pearson correlation of the distances, nonce by nonce; NaN for one pair. */
  readonly correlation: number;
}

/**
 * Puts the threshold at a percentile of the honest distances (seed 2: the 98th), and tests every pair with it.
 *
 * @param percentile     0 to 100, linear between neighbours
 * @param fraudThreshold level of the test, 0.05 in the report
 * @throws validation/3 (noDistances) without an honest pair, validation/6 (parameterInvalid)
 */
export function calibrate(pairs: readonly RunPair[], percentile: number, fraudThreshold: number): Calibration {
  if (!(percentile > 0 && percentile < 100)) {
    throw new CodedError(validationErrors.parameterInvalid, `percentile ${percentile} is not between 0 and 100`);
  }
  const honestPairs = pairs.filter(({ cheater }) => !cheater);
  const honest = honestPairs.flatMap(({ distances }) => distances);
  if (honest.length === 0) throw new CodedError(validationErrors.noDistances, 'no pair of honest runs');
  const cheating = pairs.filter(({ cheater }) => cheater).flatMap(({ distances }) => distances);
  const distThreshold = quantile(honest, percentile / 100);
  const pMismatch = (100 - percentile) / 100;
  const count = (distances: readonly number[]) =>
    distances.filter((distance) => isMismatch(distance, distThreshold)).length;
  const described = (distances: readonly number[]) => ({
    ...describeSample(distances),
    mismatchRate: count(distances) / distances.length,
  });
  return {
    percentile,
    distThreshold,
    pMismatch,
    honest: described(honest),
    cheater: cheating.length === 0 ? undefined : described(cheating),
    pairs: pairs.map(({ a, b, cheater, distances }) => {
      const mismatches = count(distances);
      const n = distances.length;
      return { a, b, cheater, n, mismatches, ...fraudTest(mismatches, n, { pMismatch, fraudThreshold }) };
    }),
    correlation: distanceCorrelation(honestPairs),
  };
}
