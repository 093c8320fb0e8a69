import { expect, it } from 'vitest';
import { WeightedUrn } from '../../src/calculations/weightedUrn.js';
import type { Random } from '../../src/util/seededRandom.js';
import { fc } from '../util/fc.js';

/** Gives the numbers named, one after another. */
const fixed = (...numbers: bigint[]): Random => ({ below: () => numbers.shift()! });

it('each index owns as many numbers as it weighs', () => {
  const urn = new WeightedUrn([2n, 0n, 1n, 3n]);
  const draws = [0n, 1n, 2n, 3n, 4n, 5n].map((number) => urn.draw(fixed(number)));
  expect(draws).toEqual([0, 0, 2, 3, 3, 3]);
});

it('what is removed is not drawn, until nothing is left', () => {
  const urn = new WeightedUrn([2n, 1n]);
  urn.remove(0);
  expect(urn.draw(fixed(0n))).toBe(1);
  urn.remove(1);
  expect(urn.isEmpty).toBe(true);
});

it('negative weights count as none', () => {
  expect(new WeightedUrn([-5n, 0n]).isEmpty).toBe(true);
  expect(new WeightedUrn([]).isEmpty).toBe(true);
});

it('draws as a plain search through the weights does, also after removals', () => {
  const weights = fc.array(fc.bigInt(0n, 50n), { minLength: 1, maxLength: 70 });
  fc.assert(
    fc.property(weights, fc.array(fc.nat(69), { maxLength: 20 }), fc.nat(10_000), (given, removed, number) => {
      const left = [...given];
      const urn = new WeightedUrn(given);
      for (const index of removed.map((place) => place % left.length)) {
        urn.remove(index);
        left[index] = 0n;
      }
      const total = left.reduce((sum, weight) => sum + weight, 0n);
      expect(urn.isEmpty).toBe(total === 0n);
      if (total === 0n) return;
      let rest = BigInt(number) % total;
      const expected = left.findIndex((weight) => {
        if (rest < weight) return true;
        rest -= weight;
        return false;
      });
      expect(urn.draw(fixed(BigInt(number) % total))).toBe(expected);
    }),
  );
});
