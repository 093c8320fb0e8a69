import { describe, expect, it } from 'vitest';
import { GoRand, seedFromText } from '../../src/util/goRand.js';
import { failure } from './failure.js';

const indices = (n: number) => Array.from({ length: n }, (_, i) => i);

describe("Go's math/rand", () => {
  it.each([
    [0n, 8717895732742165505n, '5 2 4 6 0 3 1 7'],
    [1n, 5577006791947779410n, '5 0 7 1 2 3 6 4'],
    [-1n, 3644962268338389676n, '7 1 6 4 5 2 0 3'],
    [42n, 3440579354231278675n, '5 7 4 6 1 3 0 2'],
    [2n ** 63n - 1n, 5577006791947779410n, '5 0 7 1 2 3 6 4'],
    [-(2n ** 63n), 7681445645332086223n, '2 3 0 1 4 7 5 6'],
  ])('seed %s draws and shuffles as upstream', (seed, first, order) => {
    expect(new GoRand(seed).int63()).toBe(first);
    expect(new GoRand(seed).shuffled(indices(8)).join(' ')).toBe(order);
  });

  it('makes seeds of texts', () => {
    expect(seedFromText('7_alice_m')).toBe(8090442858292269525n);
    expect(seedFromText('0__')).toBe(-5196571722410229107n);
    expect(new GoRand(seedFromText('7_bob_m')).shuffled(indices(4))).toEqual([1, 3, 2, 0]);
  });

  it('draws within its bounds from the same stream', () => {
    const rand = new GoRand(7n);
    expect(indices(200).every(() => rand.intn(3) < 3 && rand.int63n(10n ** 12n) < 10n ** 12n)).toBe(true);
    expect(rand.float64()).toBeLessThan(1);
    expect([...rand.perm(9)].sort((a, b) => a - b)).toEqual(indices(9));
    expect([new GoRand(3n).shuffled([]), new GoRand(3n).shuffled(['a'])]).toEqual([[], ['a']]);
  });

  it('refuses empty ranges', () => {
    const rand = new GoRand(1n);
    for (const wrong of [
      () => rand.int63n(0n),
      () => rand.int31n(0),
      () => rand.intn(-1),
      () => rand.shuffle(-1, () => {}),
    ]) {
      expect(failure(wrong)).toBe('gonka-sim/1');
    }
  });
});
