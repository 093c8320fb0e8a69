import { describe, expect, it } from 'vitest';
import { criticalCount, power, powerTable } from '../../../src/validation/binomial/critical.js';
import { rateInterval } from '../../../src/validation/binomial/interval.js';
import { binomialTail } from '../../../src/validation/binomial/tail.js';
import { normalCdf, normalQuantile } from '../../../src/validation/normalDistribution.js';

describe('criticalCount', () => {
  it.each([
    [200, 0.02, 0.05, 8],
    [32, 0.1, 0.05, 7],
    [2000, 0.1, 0.05, 223],
    [2000, 0.02, 0.05, 52],
    [2000, 0.02, 0.1, 49],
    [32, 0.001, 0.01, 2],
    [200, 0.001, 0.01, 3],
    [2000, 0.001, 0.01, 7],
  ])('of %i checks at p %d, level %d, is %i', (n, p, alpha, k) => expect(criticalCount(n, p, alpha).k).toBe(k));

  it('tells how often the honest are accused, and what one mismatch less means', () => {
    const { falsePositiveRate, before } = criticalCount(200, 0.02, 0.05);
    expect(falsePositiveRate).toBeCloseTo(0.049335, 6);
    expect(before).toBeCloseTo(0.10856, 5);
  });

  it('may be out of reach', () => expect(criticalCount(3, 0.9, 0.01).k).toBe(4));

  it('gives the power at 4 %', () => expect(power(200, 0.02, 0.05, 0.04)).toBeCloseTo(0.549896, 6));

  it('tabulates powers, which rise with the rate', () => {
    const [row] = powerTable([200], 0.02, 0.05, [0.02, 0.04, 0.1, 1]);
    expect(row!.powers.map((value) => value.toFixed(3))).toEqual(['0.049', '0.550', '1.000', '1.000']);
  });
});

describe('rateInterval', () => {
  it('is Clopper and Pearson’s', () => {
    expect(rateInterval(0, 100_000, 0.95)).toEqual({ low: 0, high: expect.closeTo(3.68881e-5, 9) });
    expect(rateInterval(100, 100, 0.95)).toEqual({ low: expect.closeTo(0.025 ** (1 / 100), 10), high: 1 });
    const { low, high } = rateInterval(515, 1000, 0.95);
    expect(binomialTail(1000, 515, low).p).toBeCloseTo(0.025, 10);
    expect(1 - binomialTail(1000, 516, high).p).toBeCloseTo(0.025, 10);
  });
});

describe('normal distribution', () => {
  it('has the values of the tables', () => {
    expect(normalCdf(0)).toBe(0.5);
    expect(normalCdf(1.959963984540054)).toBeCloseTo(0.975, 14);
    expect(normalCdf(-10) / 7.619853024160525e-24).toBeCloseTo(1, 11);
    expect(normalQuantile(0.98)).toBeCloseTo(2.0537489106318225, 12);
    expect(normalQuantile(1e-20)).toBeCloseTo(-9.26234008979841, 10);
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(2)]).toEqual([-Infinity, Infinity, Number.NaN]);
  });

  it('undoes itself', () => {
    for (let p = 0.0001; p < 1; p += 0.0101) expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 13);
  });
});
