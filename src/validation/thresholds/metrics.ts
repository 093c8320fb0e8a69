import { countAbove, countBelow } from '../statistics.js';

/** From which distance on an answer is suspicious (`lower`), and from which on fraud in the older reading (`upper`). */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

/** Distances of answers of the claimed model and of another one. */
export interface Samples {
  readonly honest: readonly number[];
  readonly fraud: readonly number[];
}

export type Verdict = 'accepted' | 'questionable' | 'fraud';

/** The verdict with a questionable band: accepted below `lower`, fraud above `upper`, both ends are questionable. */
export function verdictOf(distance: number, { lower, upper }: Bounds): Verdict {
  if (distance < lower) return 'accepted';
  return distance > upper ? 'fraud' : 'questionable';
}

/**
 * How well bounds part the classes (reference, section 2.2). Rates count `d >= lower` as positive; `null` when the class
 * that a figure speaks of is absent.
 */
export interface Metrics {
  readonly honestCount: number;
  readonly fraudCount: number;
  readonly honestAcceptRate: number | null;
  readonly honestFalsePositiveRate: number | null;
  readonly fraudDetectionRate: number | null;
  /** The older reading: only what lies above `upper` is detected. */
  readonly fraudAboveUpperRate: number | null;
  readonly honestQuestionableRate: number | null;
  readonly fraudQuestionableRate: number | null;
  readonly f1: number | null;
}

/** Distances in rising order. */
export interface SortedSamples {
  readonly honest: Float64Array;
  readonly fraud: Float64Array;
}

export const sortedSamples = ({ honest, fraud }: Samples): SortedSamples => ({
  honest: Float64Array.from(honest).sort(),
  fraud: Float64Array.from(fraud).sort(),
});

/** Counts both classes against bounds. Cost: O(n). */
export const metricsOf = ({ honest, fraud }: Samples, bounds: Bounds): Metrics =>
  metricsFrom(counted(honest, bounds), counted(fraud, bounds));

/** The same for samples in rising order. Cost: O(log n). */
export const metricsOfSorted = ({ honest, fraud }: SortedSamples, bounds: Bounds): Metrics =>
  metricsFrom(countedSorted(honest, bounds), countedSorted(fraud, bounds));

/** A class against bounds. */
interface Count {
  readonly n: number;
  readonly belowLower: number;
  readonly aboveUpper: number;
}

function counted(values: readonly number[], { lower, upper }: Bounds): Count {
  let [belowLower, aboveUpper] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < lower) belowLower++;
    else if (value > upper) aboveUpper++;
  }
  return { n: values.length, belowLower, aboveUpper };
}

const countedSorted = (sorted: Float64Array, { lower, upper }: Bounds): Count => ({
  n: sorted.length,
  belowLower: countBelow(sorted, lower),
  aboveUpper: countAbove(sorted, upper),
});

function metricsFrom(honest: Count, fraud: Count): Metrics {
  const rate = (count: number, { n }: Count) => (n === 0 ? null : count / n);
  const [accused, found] = [honest.n - honest.belowLower, fraud.n - fraud.belowLower];
  return {
    honestCount: honest.n,
    fraudCount: fraud.n,
    honestAcceptRate: rate(honest.belowLower, honest),
    honestFalsePositiveRate: rate(accused, honest),
    fraudDetectionRate: rate(found, fraud),
    fraudAboveUpperRate: rate(fraud.aboveUpper, fraud),
    honestQuestionableRate: rate(accused - honest.aboveUpper, honest),
    fraudQuestionableRate: rate(found - fraud.aboveUpper, fraud),
    f1: honest.n === 0 || fraud.n === 0 ? null : f1Of(found, accused, fraud.belowLower),
  };
}

/** 2 TP / (2 TP + FP + FN); fraud is the positive class. */
export const f1Of = (truePositives: number, falsePositives: number, falseNegatives: number): number =>
  truePositives === 0 ? 0 : (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives);
