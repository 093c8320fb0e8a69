import { describe, expect, it } from 'vitest';
import {
  bodyLoc,
  boolean,
  type Check,
  dictionary,
  float,
  type Issue,
  integer,
  list,
  model,
  nullable,
  optional,
  text,
} from '../../../../src/mlnode/server/python/pydantic.js';

function read<T>(check: Check<T>, input: unknown): { value: T; types: string[]; places: string[] } {
  const issues: Issue[] = [];
  const value = check(input, bodyLoc, issues);
  return { value, types: issues.map(({ type }) => type), places: issues.map(({ loc }) => loc.join('.')) };
}

describe('values are coerced as in lax mode', () => {
  it.each<[Check<unknown>, unknown, unknown]>([
    [integer, '100', 100],
    [integer, ' +1_000 ', 1000],
    [integer, '7.0', 7],
    [integer, 2.0, 2],
    [integer, true, 1],
    [integer, '18446744073709551616', 18446744073709551616n],
    [integer, 1e20, 100000000000000000000n],
    [float, '1e-3', 0.001],
    [float, 'inf', Number.POSITIVE_INFINITY],
    [float, false, 0],
    [boolean, 'yes', true],
    [boolean, 'OFF', false],
    [boolean, 0, false],
    [nullable(text), null, null],
  ])('%#: %o', (check, input, value) => {
    expect(read(check, input)).toMatchObject({ value, types: [] });
  });
});

describe('everything else is refused by name', () => {
  it.each<[Check<unknown>, unknown, string]>([
    [text, 5, 'string_type'],
    [integer, 'x', 'int_parsing'],
    [integer, 0.5, 'int_from_float'],
    [integer, Number.NaN, 'finite_number'],
    [integer, null, 'int_type'],
    [float, 'x', 'float_parsing'],
    [float, [], 'float_type'],
    [boolean, 'maybe', 'bool_parsing'],
    [boolean, 2, 'bool_parsing'],
    [boolean, null, 'bool_type'],
    [list(text), 'x', 'list_type'],
    [dictionary, [], 'dict_type'],
    [model({}), [], 'model_attributes_type'],
  ])('%#: %o is %s', (check, input, type) => {
    expect(read(check, input).types).toEqual([type]);
  });

  it('names the place, fields in their order, then unknown keys', () => {
    const check = model({ a: text, b: list(integer), c: optional(integer, 3) }, 'forbid');
    const { types, places } = read(check, { x: 1, b: [1, 'y'] });
    expect(types).toEqual(['missing', 'int_parsing', 'extra_forbidden']);
    expect(places).toEqual(['body.a', 'body.b.1', 'body.x']);
    expect(read(check, { a: '', b: [] }).value).toEqual({ a: '', b: [], c: 3 });
  });
});
