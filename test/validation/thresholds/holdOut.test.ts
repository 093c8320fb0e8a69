import { describe, expect, it } from 'vitest';
import {
  holdOut,
  type Samples,
  searchBounds,
  syntheticDistances,
  validationErrors,
} from '../../../src/validation/index.js';

const samples: Samples = {
  honest: syntheticDistances({ mean: 0.004, std: 0.004 }, 1000, 6),
  fraud: syntheticDistances({ mean: 0.026, std: 0.016 }, 200, 6, 1),
};

describe('the hold-out evaluation', () => {
  it('is in-sample what the search finds, and held out accuses the honest', () => {
    const held = holdOut(samples, { step: 0.001, repeats: 20 });
    expect(held.inSample).toEqual(searchBounds(samples, { step: 0.001 }));
    expect(held.inSample.metrics.honestFalsePositiveRate).toBe(0);
    expect(held.summary.honestFalsePositiveRate.mean).toBeGreaterThan(0);
    expect(held.summary.honestFalsePositiveRate.mean).toBeLessThan(0.01);
  });

  it('parts 80 to 20 as Python rounds, and keeps one of each class for both sides', () => {
    const sizes = ({ honest, fraud }: Samples, trainFraction = 0.8) =>
      holdOut({ honest, fraud }, { trainFraction }).folds.map(({ trainHonest, trainFraud }) => [
        trainHonest,
        trainFraud,
      ]);
    expect(sizes(samples)[0]).toEqual([800, 160]);
    const few = { honest: [1, 2, 3], fraud: [10, 11] };
    expect(sizes(few, 0.5)[0]).toEqual([2, 1]); // 1.5 to 2
    expect(sizes({ ...few, honest: [1, 2, 3, 4, 5] }, 0.5)[0]).toEqual([2, 1]); // 2.5 to 2
    expect(sizes(few, 0.99)[0]).toEqual([2, 1]);
    expect(sizes(few, 0.01)[0]).toEqual([1, 1]);
  });

  it('gives the same figures for the same seed, others for another one, and each fold its own', () => {
    const figures = (seed: number, repeats = 3) => holdOut(samples, { seed, repeats }).folds;
    expect(figures(1)).toEqual(figures(1));
    expect(figures(1)).not.toEqual(figures(2));
    expect(figures(1, 5).slice(0, 3)).toEqual(figures(1, 3));
    expect(new Set(figures(1, 10).map(({ metrics }) => metrics!.fraudDetectionRate)).size).toBeGreaterThan(3);
  });

  it('pins the stream of random numbers: seed 42, step .001', () => {
    const held = holdOut(samples, { step: 0.001 });
    expect(held.parameters).toEqual({ trainFraction: 0.8, repeats: 5, seed: 42 });
    expect(held.folds.map(({ bounds }) => bounds!.lower.toFixed(6))).toMatchInlineSnapshot(`
      [
        "0.041230",
        "0.046230",
        "0.030230",
        "0.046230",
        "0.046230",
      ]
    `);
  });

  it('a fold whose largest training distance is honest finds no bounds, and the rest is summed up', () => {
    const held = holdOut({ honest: [0.1, 0.2, 0.3, 0.4], fraud: [0.05, 0.06, 0.5] }, { step: 0.01, repeats: 40 });
    const failed = held.folds.filter(({ bounds }) => bounds === undefined);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.length).toBeLessThan(40);
    expect(held.summary.f1.mean).not.toBeNaN();
  });

  it.each([
    [{ honest: [1], fraud: [2, 3] }, {}],
    [{ honest: [1, 2], fraud: [3] }, {}],
    [samples, { trainFraction: 0 }],
    [samples, { trainFraction: 1 }],
    [samples, { repeats: 0 }],
    [samples, { repeats: 1.5 }],
  ])('refuses case %#', (wrong, options) => {
    expect(() => holdOut(wrong, options)).toThrow(expect.objectContaining({ kind: validationErrors.parameterInvalid }));
  });
});
