import { describe, expect, it } from 'vitest';
import type { ErrorKind } from '../../../src/util/errors.js';
import {
  boundCurve,
  metricsOf,
  publishedThresholds,
  type Samples,
  searchBounds,
  syntheticDistances,
  validationErrors,
  verdictOf,
} from '../../../src/validation/index.js';
import { fc } from '../../util/fc.js';

/** Upstream's search as the reference tells it: every pair of grid points, nothing left out. */
function everyPair({ honest, fraud }: Samples, step: number, allowed?: number) {
  const all = [...honest, ...fraud];
  const [start, stop] = [Math.min(...all), Math.max(...all)];
  const grid = Array.from({ length: Math.ceil((stop - start) / step) }, (_, i) => start + i * (start + step - start));
  let best: { lower: number; upper: number; f1: number } | undefined;
  for (const [i, lower] of grid.entries()) {
    const positives = honest.filter((d) => d >= lower).length;
    if (allowed === undefined ? honest.some((d) => d > lower) : positives > allowed * honest.length) continue;
    for (const upper of grid.slice(i + 1)) {
      const found = fraud.filter((d) => d >= lower).length;
      const f1 = found === 0 ? 0 : (2 * found) / (found + fraud.length + positives);
      if (best === undefined || f1 > best.f1) best = { lower, upper, f1 };
    }
  }
  return best;
}

const refused = (kind: ErrorKind) => expect.objectContaining({ kind });

describe('the search of bounds', () => {
  it('finds the first grid point that is not below the largest honest distance, and the next one', () => {
    const found = searchBounds({ honest: [0.002, 0.00525, 0.0031], fraud: [0.001, 0.0071, 0.0092] }, { step: 0.001 });
    expect(found.lower).toBe(0.001 + 5 * 0.001);
    expect(found.upper).toBe(0.001 + 6 * 0.001);
    expect(found.metrics).toEqual({
      honestCount: 3,
      fraudCount: 3,
      honestAcceptRate: 1,
      honestFalsePositiveRate: 0,
      fraudDetectionRate: 2 / 3,
      fraudAboveUpperRate: 2 / 3,
      honestQuestionableRate: 0,
      fraudQuestionableRate: 0,
      f1: 0.8,
    });
  });

  const distance = fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.nat(20).map((i) => i * 0.05),
  );
  const samples = fc.record({
    honest: fc.array(distance, { minLength: 1, maxLength: 12 }),
    fraud: fc.array(distance, { minLength: 1, maxLength: 12 }),
  });
  const step = fc.constantFrom(0.05, 0.013, 0.1, 0.5);
  const share = fc.constantFrom(undefined, 0, 0.1, 0.25, 0.5, 1);

  it('finds what trying every pair finds, also where distances lie on the grid', () => {
    fc.assert(
      fc.property(samples, step, share, (drawn, width, honestFalsePositives) => {
        const best = everyPair(drawn, width, honestFalsePositives);
        const search = () => searchBounds(drawn, { step: width, honestFalsePositives });
        if (best === undefined) {
          expect(search).toThrow(refused(validationErrors.noBounds));
          return;
        }
        const { lower, upper, metrics } = search();
        expect({ lower, upper, f1: metrics.f1 }).toEqual(best);
      }),
      { seed: 6, numRuns: 2000 },
    );
  });

  // Made with numpy 2.4.6: np.arange, every pair, step .0001. Distances lie on the grid, so the last bit decides.
  it.each<[readonly number[], readonly number[], readonly number[]]>([
    [
      [0.004, 0.005, 0.003, 0.002, 0.003, 0.002],
      [0.021, 0.051, 0.014, 0.013, 0.028, 0.026],
      [0.005099999999999995, 0.0051999999999999946, 1],
    ],
    [
      [0.004, 0.002, 0.004, 0.006, 0.002, 0.003],
      [0.005, 0.008, 0.006, 0.017, 0.008, 0.024],
      [0.006099999999999993, 0.006199999999999993, 0.8],
    ],
    [
      [0.004, 0.004, 0.001, 0.003, 0.004, 0.004],
      [0.007, 0.014, 0.01, 0.011, 0.042, 0.011],
      [0.004000000000000002, 0.004100000000000001, 1],
    ],
    [
      [0.003, 0.013, 0.006, 0.002, 0.004, 0.006],
      [0.018, 0.032, 0.019, 0.032, 0.055, 0.012],
      [0.013099999999999981, 0.01319999999999998, 0.9090909090909091],
    ],
  ])('finds what numpy finds, to the last bit (%#)', (honest, fraud, expected) => {
    const { lower, upper, metrics } = searchBounds({ honest, fraud });
    expect([lower, upper, metrics.f1]).toEqual(expected);
  });

  it('does not accuse every honest answer when all of them are at the floor', () => {
    const { lower, metrics } = searchBounds({ honest: [0.002, 0.002], fraud: [0.004, 0.005] }, { step: 0.001 });
    expect([lower, metrics.honestFalsePositiveRate, metrics.f1]).toEqual([0.003, 0, 1]);
  });

  it('a larger share of honest false positives never lowers F1, and the share is kept', () => {
    fc.assert(
      fc.property(samples, step, (drawn, width) => {
        let before = -1;
        for (const honestFalsePositives of [0, 0.1, 0.3, 1]) {
          let found: ReturnType<typeof searchBounds>;
          try {
            found = searchBounds(drawn, { step: width, honestFalsePositives });
          } catch {
            continue;
          }
          expect(found.metrics.honestFalsePositiveRate).toBeLessThanOrEqual(honestFalsePositives);
          expect(found.metrics.f1).toBeGreaterThanOrEqual(before);
          before = found.metrics.f1!;
        }
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  it.each<[string, Samples, ErrorKind, RegExp]>([
    ['no honest distance', { honest: [], fraud: [1] }, validationErrors.noDistances, /^honest: /],
    ['no fraud distance', { honest: [1], fraud: [] }, validationErrors.noDistances, /^fraud: /],
    [
      'all equal',
      { honest: [0.5, 0.5], fraud: [0.5] },
      validationErrors.noBounds,
      /^No valid bounds found under the con/,
    ],
    [
      'an honest outlier above all',
      { honest: [0.1, 0.9], fraud: [0.5, 0.8] },
      validationErrors.noBounds,
      /^No valid b/,
    ],
    ['NaN', { honest: [0.1, Number.NaN], fraud: [1] }, validationErrors.notFinite, /^honest distance 1 is NaN/],
    ['infinity', { honest: [0.1], fraud: [Infinity] }, validationErrors.notFinite, /^fraud distance 0 is Infinity/],
  ])('%s has no bounds', (_, samples, kind, message) => {
    expect(() => searchBounds(samples)).toThrow(refused(kind));
    expect(() => searchBounds(samples)).toThrow(message);
  });

  it.each([0, -1, Number.NaN, Infinity])('step %d is refused', (wrong) => {
    expect(() => searchBounds({ honest: [1], fraud: [2] }, { step: wrong })).toThrow(
      refused(validationErrors.parameterInvalid),
    );
  });

  it('a step that is lost beside the distances is refused', () => {
    expect(() => searchBounds({ honest: [1e6], fraud: [2e6] }, { step: 1e-12 })).toThrow(/too small beside 1000000/);
  });

  it.each([-0.1, 1.1, Number.NaN])('a share of %d is refused', (honestFalsePositives) => {
    expect(() => searchBounds({ honest: [1], fraud: [2] }, { honestFalsePositives })).toThrow(
      refused(validationErrors.parameterInvalid),
    );
  });

  it('one honest outlier decides upstream, and does not where a share may be accused', () => {
    const honest = [...syntheticDistances({ mean: 0.003, std: 0.001 }, 999, 1), 0.03];
    const fraud = syntheticDistances({ mean: 0.02, std: 0.01 }, 400, 1, 1);
    const strict = searchBounds({ honest, fraud });
    const lenient = searchBounds({ honest, fraud }, { honestFalsePositives: 0.005 });
    expect(strict.lower).toBeGreaterThanOrEqual(0.03);
    expect(lenient.lower).toBeLessThan(0.012);
    expect(lenient.metrics.f1! - strict.metrics.f1!).toBeGreaterThan(0.5);
  });

  it('needs no more memory for a finer step', () => {
    const found = searchBounds({ honest: [0, 1], fraud: [2e6] }, { step: 1e-9 });
    expect(found.lower).toBeCloseTo(1, 8);
  });
});

describe('synthetic sets with published means and deviations', () => {
  it.each(publishedThresholds.filter(({ groups }) => groups.length > 0))('$model: the closed form', ({ groups }) => {
    const drawn = groups.map((group, i) => syntheticDistances(group, group.n ?? 400, 6, i));
    const of = (wanted: string) => drawn.flatMap((list, i) => (groups[i]!.class === wanted ? list : []));
    const samples = { honest: of('honest'), fraud: of('fraud') };
    for (const step of [0.0001, 0.001]) {
      const { lower, upper, metrics } = searchBounds(samples, { step });
      const start = Math.min(...samples.honest, ...samples.fraud);
      const index = Math.ceil((Math.max(...samples.honest) - start) / step);
      expect(lower).toBeCloseTo(start + index * step, 12);
      expect(upper).toBeCloseTo(start + (index + 1) * step, 12);
      // Without false positives F1 = 2r / (1 + r), so r = F1 / (2 - F1).
      const rate = samples.fraud.filter((d) => d >= lower).length / samples.fraud.length;
      expect(metrics.fraudDetectionRate).toBe(rate);
      expect(metrics.f1).toBeCloseTo((2 * rate) / (1 + rate), 14);
    }
  });
});

describe('metrics and verdicts', () => {
  const bounds = { lower: 0.2, upper: 0.3 };

  it.each([
    [0.19, 'accepted'],
    [0.2, 'questionable'],
    [0.3, 'questionable'],
    [0.31, 'fraud'],
  ] as const)('%d is %s', (distance, verdict) => expect(verdictOf(distance, bounds)).toBe(verdict));

  it('figures of a class that is absent are null, and so is F1', () => {
    expect(metricsOf({ honest: [], fraud: [0.25, 0.4] }, bounds)).toMatchObject({
      honestAcceptRate: null,
      honestFalsePositiveRate: null,
      fraudDetectionRate: 1,
      fraudAboveUpperRate: 0.5,
      fraudQuestionableRate: 0.5,
      f1: null,
    });
  });

  it('the decoded tables: F1 .9011 at no false positives is a detection of 82 %', () => {
    const samples = { honest: Array(992).fill(0.01), fraud: [...Array(164).fill(0.5), ...Array(36).fill(0.01)] };
    const { f1, fraudDetectionRate } = metricsOf(samples, { lower: 0.035067, upper: 0.036067 });
    expect(f1).toBeCloseTo(0.9011, 4);
    expect(fraudDetectionRate).toBe(0.82);
  });
});

describe('the curve over the grid', () => {
  it('ends at its ends, falls in both rates, and holds the found bound when nothing is thinned out', () => {
    const samples = {
      honest: syntheticDistances({ mean: 0.003, std: 0.002 }, 300, 2),
      fraud: syntheticDistances({ mean: 0.02, std: 0.01 }, 100, 2, 1),
    };
    const curve = boundCurve(samples, 0.0001, 1e6);
    const { lower, metrics } = searchBounds(samples, { step: 0.0001 });
    expect(curve.find((point) => point.lower === lower)?.f1).toBe(metrics.f1);
    expect(curve[0]).toMatchObject({ honestFalsePositiveRate: 1, fraudDetectionRate: 1 });
    for (const [i, point] of curve.slice(1).entries()) {
      expect(point.fraudDetectionRate).toBeLessThanOrEqual(curve[i]!.fraudDetectionRate!);
      expect(point.honestFalsePositiveRate).toBeLessThanOrEqual(curve[i]!.honestFalsePositiveRate!);
    }
    expect(boundCurve(samples, 0.0001, 50)).toHaveLength(50);
  });
});
