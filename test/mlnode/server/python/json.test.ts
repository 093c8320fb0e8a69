import { describe, expect, it } from 'vitest';
import { NotJsonCompliant, parsePythonJson, pythonJsonText } from '../../../../src/mlnode/server/python/json.js';

describe('parsePythonJson', () => {
  it('reads what JSON.parse reads', () => {
    const text = ' {"a": [1, -2.5e3, true, null, "\\u00e4\\n/"], "b": {}, "": []} ';
    expect(parsePythonJson(text)).toEqual(JSON.parse(text));
    expect(parsePythonJson(text.replace('true', '12345678901234567890'))).toEqual({
      a: [1, -2500, 12345678901234567890n, null, 'ä\n/'],
      b: {},
      '': [],
    });
  });

  it('reads integers of any size, NaN and infinities', () => {
    expect(parsePythonJson('[9223372036854775807, 0000000000000001.0]'.replace('0000000000000001.0', '1.0'))).toEqual([
      9223372036854775807n,
      1,
    ]);
    expect(parsePythonJson('[NaN, Infinity, -Infinity]')).toEqual([Number.NaN, Infinity, -Infinity]);
  });

  it('takes __proto__ for a key like others', () => {
    expect(Object.keys(parsePythonJson('{"__proto__": NaN}') as object)).toEqual(['__proto__']);
  });

  it.each([
    ['', 'Expecting value', 0],
    ['{"model": ', 'Expecting value', 10],
    ['[1,]', 'Expecting value', 3],
    ['[1 2]', "Expecting ',' delimiter", 3],
    ['{"a" 1}', "Expecting ':' delimiter", 5],
    ['{"a":1,}', 'Expecting property name enclosed in double quotes', 7],
    ['{a:1}', 'Expecting property name enclosed in double quotes', 1],
    ['{} x', 'Extra data', 3],
    ['"abc', 'Unterminated string starting at', 0],
    ['["\t"]', 'Invalid control character at', 2],
    ['"\\q"', 'Invalid \\escape', 1],
    ['"\\u12G4"', 'Invalid \\uXXXX escape', 2],
    ['["😀", x]', 'Expecting value', 6],
    ['01', 'Extra data', 1],
  ])('refuses %j: %s at %d', (text, reason, position) => {
    expect(() => parsePythonJson(text)).toThrow(expect.objectContaining({ reason, position }));
  });

  it('gives up on what Python does not survive', () => {
    expect(() => parsePythonJson('['.repeat(5000))).toThrow('nesting');
    expect(() => parsePythonJson('1'.repeat(5000))).toThrow('digits');
  });
});

describe('pythonJsonText', () => {
  it('writes without spaces, integers whole', () => {
    expect(pythonJsonText({ a: [1n << 64n, 'ä', null], b: undefined, c: false })).toBe(
      '{"a":[18446744073709551616,"ä",null],"c":false}',
    );
  });

  it('has no word for NaN', () => {
    expect(() => pythonJsonText([Number.NaN])).toThrow(NotJsonCompliant);
  });
});
