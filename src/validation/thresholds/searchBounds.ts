import { CodedError } from '../../util/errors.js';
import { validationErrors } from '../errors.js';
import { firstAbove, firstNotBelow, type Grid, gridOf, gridPoint } from './grid.js';
import { type Bounds, type Metrics, metricsOf, metricsOfSorted, type Samples, sortedSamples } from './metrics.js';

/** Which bounds may be chosen. */
export interface SearchOptions {
  /** Distance between candidates. */
  readonly step?: number;
  /**
   * Undefined: as upstream, no honest distance above the lower bound. A share from 0 to 1: at most this share of honest
   * distances may reach it, so that one outlier does not decide.
   */
  readonly honestFalsePositives?: number | undefined;
}

export interface FoundBounds extends Bounds {
  readonly metrics: Metrics;
}

export const defaultStep = 0.0001;

/**
 * Bounds with the largest F1 on a grid from the smallest to the largest distance; of equal ones the first (reference,
 * section 2.1). Upstream tries every pair. But F1 does not depend on the upper bound, so that is the next grid point, and
 * between two honest distances F1 only falls, so only points that follow an honest distance need a look:
 *
 * - as upstream, the first point that is not below the largest honest distance. A point equal to it passes upstream's
 *   constraint and still counts as a false positive, so the next point wins where that is better;
 * - with a share of false positives allowed, the first point above each honest distance.
 *
 * In-sample false positives are 0 by construction, so judge bounds by `holdOut`. Cost, whatever the step: O(n), or
 * O(n log n) with a share.
 *
 * @throws noDistances when a class is empty, notFinite for NaN and infinities, noBounds when no candidate is left, for
 *         example because all distances are equal or an honest one is the largest of all
 */
export function searchBounds(samples: Samples, options: SearchOptions = {}): FoundBounds {
  checkSamples(samples);
  const grid = gridOver(samples, options.step ?? defaultStep);
  const share = options.honestFalsePositives;
  const index = share === undefined ? bestAsUpstream(samples, grid) : bestWithin(samples, grid, share);
  if (index === undefined) throw new CodedError(validationErrors.noBounds);
  const bounds = { lower: gridPoint(grid, index), upper: gridPoint(grid, index + 1) };
  return { ...bounds, metrics: metricsOf(samples, bounds) };
}

function bestAsUpstream(samples: Samples, grid: Grid): number | undefined {
  const [, largest] = endsOf(samples.honest);
  const indices = [firstNotBelow(grid, largest), firstAbove(grid, largest)];
  return bestOf(grid, indices, (lower) => metricsOf(samples, { lower, upper: lower }));
}

function bestWithin(samples: Samples, grid: Grid, share: number): number | undefined {
  if (!(share >= 0 && share <= 1)) {
    throw new CodedError(validationErrors.parameterInvalid, `share of honest false positives ${share}: 0 to 1`);
  }
  const sorted = sortedSamples(samples);
  const { honest } = sorted;
  const accepted = Math.max(0, Math.ceil(honest.length * (1 - share) - 1e-9) - 1);
  const indices = share === 1 ? [0] : [];
  for (const value of honest.subarray(accepted)) indices.push(firstAbove(grid, value));
  return bestOf(grid, indices, (lower) => metricsOfSorted(sorted, { lower, upper: lower }));
}

/** The candidate with the largest F1, of equal ones the first. The last grid point has no upper bound above it. */
function bestOf(grid: Grid, indices: readonly number[], judge: (lower: number) => Metrics): number | undefined {
  let best: { readonly index: number; readonly f1: number } | undefined;
  for (const index of indices) {
    if (index >= grid.count - 1) continue;
    const f1 = judge(gridPoint(grid, index)).f1!;
    if (best === undefined || f1 > best.f1) best = { index, f1 };
  }
  return best?.index;
}

/** The candidates of a search: from the smallest to the largest distance of both classes. */
export function gridOver({ honest, fraud }: Samples, step: number): Grid {
  const [[leastHonest, mostHonest], [leastFraud, mostFraud]] = [endsOf(honest), endsOf(fraud)];
  return gridOf(Math.min(leastHonest, leastFraud), Math.max(mostHonest, mostFraud), step);
}

function endsOf(values: readonly number[]): readonly [least: number, most: number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}

/** Refuses what has no threshold. */
export function checkSamples({ honest, fraud }: Samples): void {
  for (const [name, values] of [['honest', honest] as const, ['fraud', fraud] as const]) {
    if (values.length === 0) throw new CodedError(validationErrors.noDistances, name);
    const odd = values.findIndex((value) => !Number.isFinite(value));
    if (odd >= 0) throw new CodedError(validationErrors.notFinite, `${name} distance ${odd} is ${values[odd]}`);
  }
}
