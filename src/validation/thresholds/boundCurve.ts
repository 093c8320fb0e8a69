import { gridPoint } from './grid.js';
import { type Metrics, metricsOfSorted, type Samples, sortedSamples } from './metrics.js';
import { checkSamples, defaultStep, gridOver } from './searchBounds.js';

/** What a lower bound would do. */
export interface CurvePoint extends Metrics {
  readonly lower: number;
}

/**
 * F1 and rates over the grid of a search, thinned out evenly to at most `points` grid points, first and last among them.
 * Cost: O(n log n + points · log n).
 *
 * @throws as `searchBounds`, except noBounds
 */
export function boundCurve(samples: Samples, step = defaultStep, points = 500): CurvePoint[] {
  checkSamples(samples);
  const sorted = sortedSamples(samples);
  const grid = gridOver(samples, step);
  const count = Math.min(grid.count, points);
  return Array.from({ length: count }, (_, i) => {
    const lower = gridPoint(grid, count === 1 ? 0 : Math.round((i * (grid.count - 1)) / (count - 1)));
    return { lower, ...metricsOfSorted(sorted, { lower, upper: lower + step }) };
  });
}
