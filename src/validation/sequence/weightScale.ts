/** What the weights of a position add up to: a divisor of 2^64, so that a draw of 64 bits is never rejected. */
export const weightScale = 65536;

/** Gives what rounding left over, or took too much, to the first of the greatest weights. In place. */
export function filledUp(weights: number[]): number[] {
  const greatest = weights.indexOf(Math.max(...weights));
  weights[greatest]! += weightScale - weights.reduce((sum, weight) => sum + weight, 0);
  return weights;
}
