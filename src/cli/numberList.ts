import { InvalidArgumentError } from 'commander';

/** Several values of a flag with commas between them: `--rates 0.03,0.04`. */
export const numberList =
  (one: (text: string) => number) =>
  (text: string): readonly number[] => {
    const parts = text.split(',').map((part) => part.trim());
    if (parts.includes('')) throw new InvalidArgumentError('numbers are wanted, with commas between them.');
    return parts.map(one);
  };
