/** What a sample looks like. `std` divides by n - 1 and is 0 for one value. */
export interface Description {
  readonly n: number;
  readonly mean: number;
  readonly std: number;
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** Sum by Neumaier, so that the order of a million values does not show in the result. */
export function sum(values: readonly number[]): number {
  let [total, lost] = [0, 0];
  for (const value of values) {
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}

/** Arithmetic mean; NaN without values. */
export const mean = (values: readonly number[]): number => sum(values) / values.length;

/** Standard deviation of a sample (n - 1); 0 for one value. */
export function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const middle = mean(values);
  return Math.sqrt(sum(values.map((value) => (value - middle) ** 2)) / (values.length - 1));
}

/** Numbers in rising order, as a copy. */
export const ascending = (values: readonly number[]): number[] => Array.from(Float64Array.from(values).sort());

/** The q-quantile of sorted values, linear between neighbours: position (n - 1) q. */
export function quantileOfSorted(sorted: ArrayLike<number>, q: number): number {
  const position = (sorted.length - 1) * q;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (position - below);
}

/** The q-quantile of values in any order. */
export const quantile = (values: readonly number[], q: number): number => quantileOfSorted(ascending(values), q);

/** Count, centre, spread and ends of a sample of at least one value. */
export function describeSample(values: readonly number[]): Description {
  const sorted = ascending(values);
  return {
    n: values.length,
    mean: mean(values),
    std: deviation(values),
    min: sorted[0]!,
    median: quantileOfSorted(sorted, 0.5),
    max: sorted.at(-1)!,
  };
}

/** How many of the sorted values are below `limit`. */
export function countBelow(sorted: ArrayLike<number>, limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of the sorted values are above `limit`. */
export function countAbove(sorted: ArrayLike<number>, limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return sorted.length - low;
}
