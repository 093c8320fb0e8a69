import { describe, expect, it } from 'vitest';
import { logBinomialMass } from '../../../src/validation/binomial/mass.js';
import { binomialTail } from '../../../src/validation/binomial/tail.js';
import { validationErrors } from '../../../src/validation/errors.js';
import { fc } from '../../util/fc.js';
import { exactTail, log10Of, relativeError } from './exactTail.js';

describe('binomialTail', () => {
  it('gives the published p-values', () => {
    const found = [35, 30, 42, 53].map((k) => binomialTail(2000, k, 0.02).p.toFixed(4));
    expect(found).toEqual(['0.8087', '0.9583', '0.3960', '0.0268']);
  });

  // prettier: n, p, then how many standard deviations off the mean k is
  it.each([
    [1, 0.3],
    [13, 1e-6],
    [200, 0.02],
    [2000, 0.147],
    [10_000, 0.1],
    [100_000, 0.02],
    [1_000_000, 1e-12],
    [1_000_000, 0.001],
    [1_000_000, 0.02],
    [1_000_000, 0.98],
  ])('is exact to 1e-12 for n = %i, p = %d, as long as a double holds it', (n, p) => {
    for (const deviations of [-5, -1, -0.3, 0, 0.3, 1, 3, 10, 20, 30, 37]) {
      const k = Math.ceil(n * p + deviations * Math.sqrt(n * p * (1 - p)));
      if (k < 1 || k > n) continue;
      const exact = exactTail(n, k, p);
      const { p: found, log10 } = binomialTail(n, k, p);
      const logarithm = log10Of(exact);
      if (logarithm > -300) expect(relativeError(found, exact), `k = ${k}`).toBeLessThan(1e-12);
      if (logarithm < -0.01) expect(log10 / logarithm, `log10 at k = ${k}`).toBeCloseTo(1, 13);
    }
  });

  it('has a logarithm where the tail is too small for a double', () => {
    for (const [n, k, p] of [
      [1_000_000, 30_000, 0.02],
      [1_000_000, 10_000, 0.001],
      [2000, 2000, 0.001],
    ] as const) {
      const { p: found, log10 } = binomialTail(n, k, p);
      expect(found).toBe(0);
      expect(log10 / log10Of(exactTail(n, k, p))).toBeCloseTo(1, 13);
    }
  });

  it.each([
    [5, 0, 0.3, 1],
    [5, 6, 0.3, 0],
    [5, 1, 0, 0],
    [5, 5, 1, 1],
    [5, 1, 5e-324, 2.5e-323],
    [5, 2, 5e-324, 0],
    [5, 5, 1 - 2 ** -53, 1 - 5 * 2 ** -53],
    [0, 0, 0.5, 1],
    [0, 1, 0.5, 0],
  ])('knows the ends: n %i, k %i, p %d', (n, k, p, expected) => expect(binomialTail(n, k, p).p).toBe(expected));

  it('falls with k, rises with p, and stays in [0, 1]', () => {
    const n = fc.integer({ min: 1, max: 100_000 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(n, share, share, share, (trials, at, p, other) => {
        const k = Math.round(at * trials);
        const here = binomialTail(trials, k, p).p;
        expect(here).toBeGreaterThanOrEqual(0);
        expect(here).toBeLessThanOrEqual(1);
        expect(binomialTail(trials, k + 1, p).p).toBeLessThanOrEqual(here * (1 + 1e-12));
        const [less, more] = [Math.min(p, other), Math.max(p, other)];
        expect(binomialTail(trials, k, less).p).toBeLessThanOrEqual(binomialTail(trials, k, more).p * (1 + 1e-12));
      }),
      { numRuns: 300 },
    );
  });

  it('has masses that sum to 1', () => {
    for (const [n, p] of [
      [17, 0.3],
      [400, 0.02],
      [3000, 0.7],
    ] as const) {
      const sum = Array.from({ length: n + 1 }, (_, k) => Math.exp(logBinomialMass(n, k, p))).reduce((a, b) => a + b);
      expect(sum).toBeCloseTo(1, 13);
    }
  });

  it.each([
    [-1, 0, 0.5],
    [1.5, 0, 0.5],
    [10, -1, 0.5],
    [10, 1, 1.5],
    [10, 1, -0.1],
    [10, 1, Number.NaN],
  ])('refuses n %d, k %d, p %d', (n, k, p) => {
    expect(() => binomialTail(n, k, p)).toThrow(expect.objectContaining({ kind: validationErrors.testInvalid }));
  });
});
