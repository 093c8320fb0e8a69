import { CodedError } from '../../util/errors.js';
import { validationErrors } from '../errors.js';

/** Candidates for a bound: `start + i · step` for i from 0 to `count - 1`, computed so and never accumulated. */
export interface Grid {
  readonly start: number;
  /** The wanted step as it fits between the first two points: `(start + step) - start`. */
  readonly step: number;
  readonly count: number;
}

/**
 * The points from `start` up to but not including `stop`, bit by bit those of numpy's arange. That matters where a
 * distance lies on a point: whether it is below decides between two neighbours.
 */
export function gridOf(start: number, stop: number, step: number): Grid {
  if (!(step > 0 && Number.isFinite(step))) {
    throw new CodedError(validationErrors.parameterInvalid, `step ${step}: a positive number is wanted`);
  }
  const fitting = start + step - start;
  if (fitting <= 0) throw new CodedError(validationErrors.parameterInvalid, `step ${step}: too small beside ${start}`);
  return { start, step: fitting, count: Math.max(0, Math.ceil((stop - start) / step)) };
}

export const gridPoint = ({ start, step }: Grid, index: number): number => start + index * step;

/** Index of the first point that is not below `value`. May be `count` or more. */
export function firstNotBelow(grid: Grid, value: number): number {
  let index = Math.max(0, Math.ceil((value - grid.start) / grid.step));
  while (index > 0 && gridPoint(grid, index - 1) >= value) index--;
  while (gridPoint(grid, index) < value) index++;
  return index;
}

/** Index of the first point above `value`. May be `count` or more. */
export function firstAbove(grid: Grid, value: number): number {
  let index = firstNotBelow(grid, value);
  while (gridPoint(grid, index) <= value) index++;
  return index;
}
