import { describe, expect, it } from 'vitest';
import { reducedSubsidyPercentage } from '../../src/calculations/reducedSubsidyPercentage.js';
import { type Decimal, decimal } from '../../src/util/decimal.js';

const reduced = (currentSubsidyPercentage: Decimal, subsidyReductionAmount: Decimal) =>
  reducedSubsidyPercentage({ currentSubsidyPercentage, subsidyReductionAmount });

describe('reducedSubsidyPercentage', () => {
  it('falls by its part at every cutoff, with four places', () => {
    let percentage = decimal(9n, -1);
    const chain = Array.from({ length: 11 }, () => {
      percentage = reduced(percentage, decimal(2n, -1));
      return percentage;
    });
    expect(chain).toEqual(
      [7200n, 5760n, 4608n, 3686n, 2949n, 2359n, 1887n, 1510n, 1208n, 966n, 773n].map((value) => decimal(value, -4)),
    );
  });

  it('rounds halves up, and so stays at two ten-thousandths', () => {
    expect(reduced(decimal(3n, -4), decimal(5n, -1))).toEqual(decimal(2n, -4));
    expect(reduced(decimal(2n, -4), decimal(2n, -1))).toEqual(decimal(2n, -4));
    expect(reduced(decimal(5n, -5), decimal(5n, -1))).toEqual(decimal(0n, -4));
  });
});
