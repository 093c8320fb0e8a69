import { expect, it } from 'vitest';
import { defaultUnitPrice, groupWeight, unitPrice } from '../../src/calculations/unitPrice.js';

/** Votes from words `weight@price`; a price `-` is none. */
const votes = (text: string) =>
  text
    .split(' ')
    .filter(Boolean)
    .map((word) => {
      const [weight, price] = word.split('@');
      return { weight: BigInt(weight!), price: price === '-' ? undefined : BigInt(price!) };
    });

it.each([
  ['the only proposal', '5@7', 7n],
  ['the default where there is none', '5@-', 100n],
  ['the lower of two halves', '1@20 1@10', 10n],
  ['the middle of three', '1@30 1@10 1@20', 20n],
  ['the lowest that reaches half', '5@10 3@20 2@30', 10n],
  ['the next one when half is missed', '4@10 4@20 2@30', 20n],
  ['half of an odd total rounded up', '4@10 5@20', 20n],
  ['the heavy one', '1@1 1@2 100@999', 999n],
  ['a proposal of 0', '6@0 3@90', 0n],
  ['0 without members', '', 0n],
  ['0 without weight', '-4@1 3@90', 0n],
])('is %s', (_name, text, price) => {
  expect(unitPrice(votes(text), 100n)).toBe(price);
});

it('the default is the parameter at first, and the current price later', () => {
  expect([0n, 1n, 2n].map((epoch) => defaultUnitPrice(epoch, 100n, 70n))).toEqual([100n, 100n, 70n]);
});

it('a weight that is no int64 counts as 0', () => {
  expect(['12', '-4', '6.5', '', 'x', '9223372036854775808'].map(groupWeight)).toEqual([12n, -4n, 0n, 0n, 0n, 0n]);
});
