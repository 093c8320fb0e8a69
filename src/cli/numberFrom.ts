import { InvalidArgumentError } from 'commander';

/** A number between two limits, both allowed. */
export const numberFrom =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() !== '' && value >= least && value <= most) return value;
    const range = most === Number.POSITIVE_INFINITY ? `from ${least} on` : `from ${least} to ${most}`;
    throw new InvalidArgumentError(`a number ${range} is wanted.`);
  };
