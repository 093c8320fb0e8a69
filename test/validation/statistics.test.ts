import { describe, expect, it } from 'vitest';
import {
  describeSample,
  deviation,
  mean,
  normal,
  permutation,
  quantile,
  sfc32,
  syntheticDistances,
} from '../../src/validation/index.js';
import { ascending, countAbove, countBelow } from '../../src/validation/statistics.js';
import { fc } from '../util/fc.js';

describe('a sample', () => {
  it('is described as by hand', () => {
    expect(describeSample([4, 1, 3, 2])).toEqual({
      n: 4,
      mean: 2.5,
      std: Math.sqrt(5 / 3),
      min: 1,
      median: 2.5,
      max: 4,
    });
    expect(describeSample([7])).toMatchObject({ std: 0, median: 7 });
    expect([quantile([10, 20, 30], 0.25), quantile([10, 20, 30], 1)]).toEqual([15, 30]);
  });

  it('keeps small parts of large sums', () => {
    expect(mean([1e16, 1, -1e16, 1])).toBe(0.5);
    expect(deviation([1e9 + 1, 1e9 + 2, 1e9 + 3])).toBe(1);
  });

  it('is counted as a scan counts it', () => {
    const values = fc.array(fc.nat(20), { maxLength: 30 });
    fc.assert(
      fc.property(values, fc.nat(20), (list, limit) => {
        const sorted = ascending(list);
        expect(countBelow(sorted, limit)).toBe(list.filter((value) => value < limit).length);
        expect(countAbove(sorted, limit)).toBe(list.filter((value) => value > limit).length);
      }),
      { seed: 6 },
    );
  });
});

describe('random numbers', () => {
  it('are sfc32: the first words of a seed and a stream stay what they are', () => {
    const words = (seed: number, stream?: number) => {
      const uniform = sfc32(seed, stream);
      return [1, 2, 3].map(() => uniform() * 2 ** 32);
    };
    expect(words(42)).toEqual(words(42, 0));
    expect({ seed42: words(42), stream1: words(42, 1), large: words(2 ** 40 + 42) }).toMatchInlineSnapshot(`
      {
        "large": [
          1540091145,
          2576525447,
          320475502,
        ],
        "seed42": [
          3011021589,
          3960382089,
          1547270628,
        ],
        "stream1": [
          2573014457,
          551115121,
          590060544,
        ],
      }
    `);
  });

  it('give permutations, and normals of the wanted mean and deviation', () => {
    expect(permutation(sfc32(1), 50).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    const uniform = sfc32(6);
    const drawn = Array.from({ length: 20_000 }, () => normal(uniform, 5, 2));
    expect(mean(drawn)).toBeCloseTo(5, 1);
    expect(deviation(drawn)).toBeCloseTo(2, 1);
  });

  it('give positive distances of the published mean and deviation', () => {
    const drawn = syntheticDistances({ mean: 0.003374, std: 0.003173 }, 50_000, 6);
    expect(Math.min(...drawn)).toBeGreaterThan(0);
    expect(mean(drawn) / 0.003374).toBeCloseTo(1, 1);
    expect(deviation(drawn) / 0.003173).toBeCloseTo(1, 0);
  });
});
