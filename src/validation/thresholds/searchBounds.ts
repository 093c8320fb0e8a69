import { CodedError } from '../../util/errors.js';
import { validationErrors } from '../errors.js';
import { ascending, countBelow } from '../statistics.js';
import { firstAbove, firstNotBelow, type Grid, gridOf, gridPoint } from './grid.js';
import { type Bounds, f1Of, type Metrics, metricsOfSorted, type Samples } from './metrics.js';

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
 * In-sample false positives are 0 by construction, so judge bounds by `holdOut`. Cost: O(n log n), whatever the step.
 *
 * @throws noDistances when a class is empty, notFinite for NaN and infinities, noBounds when no candidate is left, for
 *         example because all distances are equal or an honest one is the largest of all
 */
export function searchBounds(samples: Samples, options: SearchOptions = {}): FoundBounds {
  checkSamples(samples);
  const sorted = { honest: ascending(samples.honest), fraud: ascending(samples.fraud) };
  const grid = gridOver(sorted, options.step ?? defaultStep);
  const index = bestOf(sorted, grid, candidates(sorted, grid, options.honestFalsePositives));
  if (index === undefined) throw new CodedError(validationErrors.noBounds);
  const bounds = { lower: gridPoint(grid, index), upper: gridPoint(grid, index + 1) };
  return { ...bounds, metrics: metricsOfSorted(sorted, bounds) };
}

/** Indices of the points that can be best, in rising order. */
function candidates({ honest }: Samples, grid: Grid, share: number | undefined): readonly number[] {
  const largest = honest.at(-1)!;
  if (share === undefined) return [firstNotBelow(grid, largest), firstAbove(grid, largest)];
  if (!(share >= 0 && share <= 1)) {
    throw new CodedError(validationErrors.parameterInvalid, `share of honest false positives ${share}: 0 to 1`);
  }
  const accepted = Math.max(0, Math.ceil(honest.length * (1 - share) - 1e-9) - 1);
  const first = share === 1 ? [0] : [];
  return [...first, ...honest.slice(accepted).map((value) => firstAbove(grid, value))];
}

/** The candidate with the largest F1, of equal ones the first. The last grid point has no upper bound above it. */
function bestOf({ honest, fraud }: Samples, grid: Grid, indices: readonly number[]): number | undefined {
  let best: { readonly index: number; readonly f1: number } | undefined;
  for (const index of indices) {
    if (index >= grid.count - 1) continue;
    const lower = gridPoint(grid, index);
    const missed = countBelow(fraud, lower);
    const f1 = f1Of(fraud.length - missed, honest.length - countBelow(honest, lower), missed);
    if (best === undefined || f1 > best.f1) best = { index, f1 };
  }
  return best?.index;
}

/** The candidates of a search: from the smallest to the largest distance of both classes, in rising order. */
export function gridOver({ honest, fraud }: Samples, step: number): Grid {
  return gridOf(Math.min(honest[0]!, fraud[0]!), Math.max(honest.at(-1)!, fraud.at(-1)!), step);
}

/** Refuses what has no threshold. */
export function checkSamples({ honest, fraud }: Samples): void {
  for (const [name, values] of [['honest', honest] as const, ['fraud', fraud] as const]) {
    if (values.length === 0) throw new CodedError(validationErrors.noDistances, name);
    const odd = values.findIndex((value) => !Number.isFinite(value));
    if (odd >= 0) throw new CodedError(validationErrors.notFinite, `${name} distance ${odd} is ${values[odd]}`);
  }
}
