import { expect, it } from 'vitest';
import { repr, Tuple } from '../../../../src/mlnode/server/python/repr.js';

it.each([
  [{ a: null, b: [true, 1.5], c: {} }, "{'a': None, 'b': [True, 1.5], 'c': {}}"],
  [new Tuple(['body', 0]), "('body', 0)"],
  [new Tuple(['body']), "('body',)"],
  ["it's", `"it's"`],
  [`"it's"`, `'"it\\'s"'`],
  ['a\n\\\u0001', "'a\\n\\\\\\x01'"],
  [Number.NaN, 'nan'],
  [Number.NEGATIVE_INFINITY, '-inf'],
  [2n ** 70n, '1180591620717411303424'],
])('%#: writes a value as Python does', (value, text) => {
  expect(repr(value)).toBe(text);
});
