import { countBelow } from '../statistics.js';

/**
 * Chance that a value of `others` lies below one of `honest`, ties by half: the area under the ROC curve of a rule that
 * refuses what is small. Cost: O(m log n).
 *
 * @param honest rising
 */
export function areaUnderCurve(honest: readonly number[], others: readonly number[]): number {
  let above = 0;
  for (const value of others) {
    const below = countBelow(honest, value);
    let equal = 0;
    while (honest[below + equal] === value) equal++;
    above += honest.length - below - equal / 2;
  }
  return above / (honest.length * others.length);
}
