import type { VoteSettings } from './settings.js';

/** A probability, and between which values it lies when the weights had to be rounded. */
export interface BoundedProbability {
  readonly p: number;
  readonly low: number;
  readonly high: number;
}

/** The exact distribution of the share of weight that accuses. */
export interface VoteDistribution {
  readonly mean: number;
  readonly std: number;
  /** P(share > limit). */
  above(limit: number): BoundedProbability;
  /** The smallest share s with P(share <= s) >= q. */
  quantile(q: number): number;
}

/** Cells of the lattice on which weights stand: 64 MB of doubles. */
const mostCells = 2 ** 23;

/**
 * The distribution of the accusing weight when each validator accuses with the same probability, by adding one validator
 * after another to the lattice of possible sums, the lightest first. All terms are positive, so every probability has a
 * relative error of 1e-13 or so, however small. Sums above 2^23 (after the common divisor) are rounded to a coarser lattice,
 * and the bounds say by how much that can matter.
 * Cost: O(sum over validators of the weight of all not heavier), at most validators x cells.
 */
export function voteDistribution({ weights }: Pick<VoteSettings, 'weights'>, accusationRate: number): VoteDistribution {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const divisor = weights.reduce(greatestCommonDivisor, 0);
  const unit = total / divisor <= mostCells ? divisor : total / mostCells;
  const cells = weights.map((weight) => Math.round(weight / unit)).sort((a, b) => a - b);
  const rounded = weights.reduce((most, weight) => most + Math.abs(weight / unit - Math.round(weight / unit)), 0);
  const mass = lattice(cells, accusationRate);
  const squares = weights.reduce((sum, weight) => sum + weight ** 2, 0);
  const aboveCell = (limit: number): number => {
    let sum = 0;
    for (let cell = mass.length - 1; cell > limit; cell--) sum += mass[cell]!;
    return Math.min(sum, 1);
  };
  return {
    mean: accusationRate,
    std: Math.sqrt(accusationRate * (1 - accusationRate) * squares) / total,
    above(limit) {
      const cell = (limit * total) / unit;
      return { p: aboveCell(cell), low: aboveCell(cell + rounded), high: aboveCell(cell - rounded) };
    },
    quantile(q) {
      let [sum, cell] = [0, -1];
      while (sum < q && cell < mass.length - 1) sum += mass[++cell]!;
      return (cell * unit) / total;
    },
  };
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));

/** Mass at every sum of the given steps, each taken with probability p. */
function lattice(steps: readonly number[], p: number): Float64Array {
  const mass = new Float64Array(steps.reduce((sum, step) => sum + step, 0) + 1);
  mass[0] = 1;
  let top = 0;
  for (const step of steps) {
    if (step === 0) continue;
    for (let at = top; at >= 0; at--) {
      const here = mass[at]!;
      if (here === 0) continue;
      mass[at + step]! += here * p;
      mass[at] = here * (1 - p);
    }
    top += step;
  }
  return mass;
}
