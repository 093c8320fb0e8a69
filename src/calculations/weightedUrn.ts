import { compareInts } from '../util/int.js';
import type { Random } from '../util/seededRandom.js';

/**
 * Draws indices in proportion to their weights, until they are removed: a Fenwick tree of partial sums.
 *
 * Cost: O(n) to fill, O(log n) to draw and to remove.
 */
export class WeightedUrn {
  readonly #weights: bigint[];
  /** Place i, counted from 1, holds the sum of as many weights up to i as its lowest set bit says. */
  readonly #sums: bigint[];
  #total = 0n;

  /** @param weights not negative; a weight of 0 is never drawn */
  constructor(weights: readonly bigint[]) {
    this.#weights = weights.map((weight) => (compareInts(weight, 0n) > 0 ? weight : 0n));
    this.#sums = [0n, ...this.#weights];
    for (let i = 1; i < this.#sums.length; i++) {
      this.#total += this.#weights[i - 1]!;
      const parent = i + (i & -i);
      if (parent < this.#sums.length) this.#sums[parent]! += this.#sums[i]!;
    }
  }

  get isEmpty(): boolean {
    return this.#total === 0n;
  }

  /** An index, not removed by this. The urn must not be empty. */
  draw(random: Random): number {
    let left = random.below(this.#total);
    let index = 0;
    for (let step = 2 ** (31 - Math.clz32(this.#sums.length)); step > 0; step >>= 1) {
      const sum = this.#sums[index + step];
      if (sum === undefined || sum > left) continue;
      index += step;
      left -= sum;
    }
    return index;
  }

  remove(index: number): void {
    const weight = this.#weights[index]!;
    this.#weights[index] = 0n;
    this.#total -= weight;
    for (let i = index + 1; i < this.#sums.length; i += i & -i) this.#sums[i]! -= weight;
  }
}
