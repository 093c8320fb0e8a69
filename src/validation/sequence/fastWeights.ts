import type { Sampling } from './sampling.js';
import { filledUp, weightScale } from './weightScale.js';

/**
 * The weights of the sampling contract from doubles, or undefined where ten decimal digits might round or cut otherwise.
 *
 * With M the greatest logit over T (in size) and K tokens, roundings to ten digits move a probability by a share of at most
 * 5e-10 (8 M + 2 K + 5); the doubt allowed here is more than that, and more than any exp of doubles errs. Only what is
 * further from the next half weight, and from the edge of a filter, is decided. Of 20 random logits, one position in twenty to eighty is not.
 */
export function fastWeights(
  logits: readonly number[],
  { temperature, topK, topP, minP }: Sampling,
): number[] | undefined {
  const scaled = logits.map((logit) => logit / temperature);
  const greatest = Math.max(...scaled);
  const size = Math.max(Math.abs(greatest), Math.abs(Math.min(...scaled)));
  const doubt = 5e-9 * size + 2e-9 * logits.length + 1e-8;
  if (!(doubt < 1e-4)) return undefined;
  const powers = scaled.map((logit) => Math.exp(logit - greatest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  const order = powers.map((_, index) => index).sort((a, b) => powers[b]! - powers[a]! || a - b);
  const power = (rank: number): number => powers[order[rank]!]!;
  let count = Math.min(topK ?? order.length, order.length);
  if (topP !== undefined && topP < 1) {
    const within = nucleus(count, power, topP * total, 2 * doubt * total);
    if (within === undefined) return undefined;
    count = within;
  }
  if (count < order.length && power(count) >= power(count - 1) * (1 - 4 * doubt)) return undefined;
  if (minP !== undefined && minP > 0) {
    const least = power(0) * minP;
    const above = order.slice(0, count).filter((index) => powers[index]! >= least);
    if (order.some((index) => Math.abs(powers[index]! - least) <= 4 * doubt * least)) return undefined;
    count = above.length;
  }
  return rounded(powers, order.slice(0, count), doubt);
}

/** How many of the ranked tokens it takes to hold `wanted`. */
function nucleus(count: number, power: (rank: number) => number, wanted: number, doubt: number): number | undefined {
  let held = 0;
  for (let rank = 0; rank < count; rank++) {
    held += power(rank);
    if (Math.abs(held - wanted) <= doubt) return undefined;
    if (held > wanted) return rank + 1;
  }
  return count;
}

function rounded(powers: readonly number[], kept: readonly number[], doubt: number): number[] | undefined {
  const total = kept.reduce((sum, index) => sum + powers[index]!, 0);
  const weights = powers.map(() => 0);
  for (const index of kept) {
    const weight = (powers[index]! / total) * weightScale;
    const whole = Math.floor(weight);
    if (Math.abs(weight - whole - 0.5) <= 2 * doubt * weight + 1e-9) return undefined;
    weights[index] = weight - whole > 0.5 ? whole + 1 : whole;
  }
  return filledUp(weights);
}
