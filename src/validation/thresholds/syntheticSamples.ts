import { normal, sfc32 } from '../random.js';

/**
 * Distances of the given mean and standard deviation, drawn from a log-normal distribution: positive and with a long
 * upper tail, as real ones are. Synthetic; say so where they are shown.
 *
 * @param stream one per group, so that groups of one seed do not share draws
 */
export function syntheticDistances(
  { mean, std }: { readonly mean: number; readonly std: number },
  count: number,
  seed: number,
  stream = 0,
): number[] {
  const variance = Math.log1p((std / mean) ** 2);
  const location = Math.log(mean) - variance / 2;
  const uniform = sfc32(seed, stream);
  return Array.from({ length: count }, () => Math.exp(normal(uniform, location, Math.sqrt(variance))));
}
