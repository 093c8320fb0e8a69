import { describe, expect, it } from 'vitest';
import { drawIndex, drawWeighted, type Random, seededRandom, seedText, shuffled } from '../../src/util/seededRandom.js';
import { failure } from './failure.js';

const subject = { what: 'poc_slots:m', epoch: 3n, appHash: Uint8Array.of(0xab, 1) };

/** Gives prepared results, and notes the bounds it was asked for. */
function scripted(...results: bigint[]): Random & { readonly bounds: bigint[] } {
  const bounds: bigint[] = [];
  return {
    bounds,
    below(bound) {
      bounds.push(bound);
      return results.shift()!;
    },
  };
}

describe('seeded random', () => {
  it('names what is drawn, for which epoch, after which block', () => {
    expect(seedText(subject)).toBe('poc_slots:m:epoch=3:app_hash=ab01');
  });

  it('repeats itself, and differs with the seed', () => {
    const draws = (seed: string) => {
      const random = seededRandom(seed);
      return Array.from({ length: 20 }, () => random.below(2n ** 64n));
    };
    expect(draws('a')).toEqual(draws('a'));
    expect(draws('a')).not.toEqual(draws('b'));
    // Pins the generator: seedrandom's int32, high word first.
    expect(draws('a').slice(0, 2)).toEqual([8015003604056607627n, 10255072170980498331n]);
  });

  it('gives each result its share of the 64 bits, and draws again beyond the last one', () => {
    const draws = (bound: bigint) => {
      const random = seededRandom('bounded');
      return Array.from({ length: 5 }, () => random.below(bound));
    };
    expect(draws(2n ** 64n)).toEqual([
      838061484083100325n,
      13085881558057433612n,
      8492407998554234431n,
      286577204880405762n,
      6881200653972367723n,
    ]);
    expect(draws(10n)).toEqual([0n, 7n, 4n, 0n, 3n]);
    expect(draws(7n)).toEqual([0n, 4n, 3n, 0n, 2n]);
    // Of 2^63 + 1 results, each stands for one draw: those above are refused, not folded.
    const half = 2n ** 63n + 1n;
    const kept = [838061484083100325n, 8492407998554234431n, 286577204880405762n, 6881200653972367723n];
    expect(draws(half).slice(0, 4)).toEqual(kept);
  });

  it('is uniform for bounds that do not divide 2^64', () => {
    const random = seededRandom('uniform');
    const counts = [0, 0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 7000; i++) counts[drawIndex(random, 7)]! += 1;
    expect(counts.every((count) => count > 850 && count < 1150)).toBe(true);
    expect(random.below(1n)).toBe(0n);
    expect(random.below(2n ** 63n + 1n)).toBeLessThanOrEqual(2n ** 63n);
  });

  it('picks by weight, and never a weight of zero', () => {
    const weights = [0n, 5n, 0n, 3n];
    const picks = [0n, 4n, 5n, 7n].map((draw) => drawWeighted(scripted(draw), weights));
    expect(picks).toEqual([1, 1, 3, 3]);
    const random = scripted(0n);
    drawWeighted(random, weights);
    expect(random.bounds).toEqual([8n]);
  });

  it('shuffles from the last element down', () => {
    const random = scripted(0n, 1n, 0n);
    expect(shuffled(random, ['a', 'b', 'c', 'd'])).toEqual(['c', 'd', 'b', 'a']);
    expect(random.bounds).toEqual([4n, 3n, 2n]);
  });

  it('refuses empty draws', () => {
    const random = seededRandom('x');
    for (const wrong of [
      () => random.below(0n),
      () => random.below(2n ** 64n + 1n),
      () => drawWeighted(random, []),
      () => drawWeighted(random, [0n]),
      () => drawWeighted(random, [-1n, 2n]),
    ]) {
      expect(failure(wrong)).toBe('gonka-sim/1');
    }
  });
});
