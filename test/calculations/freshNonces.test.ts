import { expect, it } from 'vitest';
import { freshNonces } from '../../src/calculations/freshNonces.js';
import { fc } from '../util/fc.js';

it('a nonce counts in the list where it comes first', () => {
  expect(freshNonces([[1n, 2n, 3n], [3n, 4n], [], [5n, 5n, 1n]])).toEqual([3, 1, 0, 1]);
  expect(freshNonces([])).toEqual([]);
  expect(freshNonces([[]])).toEqual([0]);
});

it.each([
  [
    'far apart',
    [
      [0n, 10n ** 9n],
      [10n ** 9n, 7n],
    ],
    [2, 1],
  ],
  [
    'beyond doubles',
    [
      [2n ** 53n, 2n ** 53n + 1n],
      [2n ** 53n + 1n, 2n ** 63n - 1n],
    ],
    [2, 1],
  ],
  [
    'close together, far from zero',
    [
      [10n ** 15n, 10n ** 15n + 31n],
      [10n ** 15n + 31n, 10n ** 15n + 32n],
    ],
    [2, 1],
  ],
  [
    'negative, which no message carries',
    [
      [-1n, 0n],
      [0n, 1n],
    ],
    [2, 1],
  ],
])('nonces %s', (_, lists, wanted) => {
  expect(freshNonces(lists)).toEqual(wanted);
});

it('bit map and set agree', () => {
  const lists = fc.array(fc.array(fc.bigInt({ min: 0n, max: 300n }), { maxLength: 40 }), { maxLength: 6 });
  fc.assert(
    fc.property(lists, (near) => {
      const far = near.map((list) => list.map((nonce) => nonce * 10n ** 12n));
      expect(freshNonces(near)).toEqual(freshNonces(far));
    }),
  );
});
