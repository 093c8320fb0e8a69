import { ascending, countBelow } from '../statistics.js';

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

/** Counts both classes against bounds. Cost: O(n log n). */
export const metricsOf = (samples: Samples, bounds: Bounds): Metrics =>
  metricsOfSorted({ honest: ascending(samples.honest), fraud: ascending(samples.fraud) }, bounds);

/** The same for samples in rising order. Cost: O(log n). */
export function metricsOfSorted({ honest, fraud }: Samples, { lower, upper }: Bounds): Metrics {
  const [accepted, missed] = [countBelow(honest, lower), countBelow(fraud, lower)];
  const [honestClear, fraudClear] = [countAbove(honest, upper), countAbove(fraud, upper)];
  const falsePositives = honest.length - accepted;
  const rate = (count: number, sample: readonly number[]) => (sample.length === 0 ? null : count / sample.length);
  const absent = honest.length === 0 || fraud.length === 0;
  return {
    honestCount: honest.length,
    fraudCount: fraud.length,
    honestAcceptRate: rate(accepted, honest),
    honestFalsePositiveRate: rate(falsePositives, honest),
    fraudDetectionRate: rate(fraud.length - missed, fraud),
    fraudAboveUpperRate: rate(fraudClear, fraud),
    honestQuestionableRate: rate(falsePositives - honestClear, honest),
    fraudQuestionableRate: rate(fraud.length - missed - fraudClear, fraud),
    f1: absent ? null : f1Of(fraud.length - missed, falsePositives, missed),
  };
}

/** 2 TP / (2 TP + FP + FN); fraud is the positive class. */
export const f1Of = (truePositives: number, falsePositives: number, falseNegatives: number): number =>
  truePositives === 0 ? 0 : (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives);

/** How many of the sorted values are above `limit`. */
function countAbove(sorted: readonly number[], limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return sorted.length - low;
}
