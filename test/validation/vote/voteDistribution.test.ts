import { describe, expect, it } from 'vitest';
import { reconstructedWeights } from '../../../src/validation/vote/reconstructedWeights.js';
import { accusationRate, reportSettings } from '../../../src/validation/vote/settings.js';
import { voteDistribution } from '../../../src/validation/vote/voteDistribution.js';
import { fc } from '../../util/fc.js';

/** P(share > limit) by looking at every outcome. */
function byEnumeration(weights: readonly number[], p: number, limit: number): number {
  const total = weights.reduce((a, b) => a + b, 0);
  let sum = 0;
  for (let outcome = 0; outcome < 2 ** weights.length; outcome++) {
    const votes = weights.map((_, i) => (outcome >> i) & 1);
    const weight = votes.reduce((a, vote, i) => a + vote * weights[i]!, 0);
    if (weight > limit * total) sum += votes.reduce((product, vote) => product * (vote === 1 ? p : 1 - p), 1);
  }
  return sum;
}

describe('voteDistribution', () => {
  it('equals the enumeration of all outcomes', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 9 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(weights, share, share, (some, p, limit) => {
        if (some.every((weight) => weight === 0)) return;
        const { above } = voteDistribution({ weights: some }, p);
        const expected = byEnumeration(some, p, limit);
        expect(above(limit).p).toBeCloseTo(expected, 12);
        expect(above(limit).low).toBe(above(limit).high);
      }),
    );
  });

  it('bounds what rounding large weights can change', () => {
    const weights = [1e15 + 1, 7e14 + 3, 5e14 + 7, 3e14 + 1, 1e13 + 9];
    const { above, quantile } = voteDistribution({ weights }, 0.3);
    const { p, low, high } = above(0.5);
    const exact = byEnumeration(weights, 0.3, 0.5);
    expect([p, low <= exact, high >= exact]).toEqual([expect.closeTo(exact, 12), true, true]);
    expect(quantile(1)).toBeCloseTo(1, 6);
  });

  it('tells how unlikely it is that the report’s network convicts an honest node', () => {
    const settings = { ...reportSettings, weights: reconstructedWeights };
    const honest = voteDistribution(settings, accusationRate({ ...settings, rate: 0.02 }));
    const dishonest = voteDistribution(settings, accusationRate({ ...settings, rate: 0.04 }));
    expect(honest.above(0.5).p / 1.160445032015e-21).toBeCloseTo(1, 10);
    expect(honest.quantile(0.5)).toBeCloseTo(0.04118, 5);
    expect(dishonest.above(0.5).p).toBeCloseTo(0.733426, 6);
    expect(dishonest.quantile(0.5)).toBeCloseTo(0.551389, 6);
  });
});
