import { describe, expect, it } from 'vitest';
import { goSyntaxFault, rawMember } from '../../../src/rpc/comet/goJsonSyntax.js';
import { fc } from '../../util/fc.js';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('the syntax check', () => {
  it('finds a fault exactly where there is one', () => {
    const broken = fc
      .tuple(fc.json(), fc.nat(), fc.string({ maxLength: 2 }))
      .map(
        ([text, at, patch]) => text.slice(0, at % (text.length + 1)) + patch + text.slice((at % (text.length + 1)) + 1),
      );
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...'{}[]",:0-1.eE+\\utrfn ') }),
      fc.json(),
      broken,
    );
    fc.assert(
      fc.property(text, (given) => {
        expect(goSyntaxFault(given) === undefined).toBe(isJson(given));
      }),
      { numRuns: 2000 },
    );
  });

  it('does not fall over deep nesting', () => {
    expect(goSyntaxFault('['.repeat(100_000))).toBe('exceeded max depth');
  });
});

describe('a raw member', () => {
  it('is found as it was sent', () => {
    const body = '{"é":1, "params" : {"a": [5, 6.0 ], "b\\u0063":"x\\n", "a" : 1e3}}';
    expect(rawMember(body, ['params', 'a'])).toBe('1e3');
    expect(rawMember(body, ['params', 'bc'])).toBe('"x\\n"');
    expect(rawMember(body, ['é'])).toBe('1');
    expect(rawMember(body, ['params', 'nothing'])).toBe('null');
    expect(rawMember('[{"params":[1,{"x": 2}]}]', [0, 'params', 1])).toBe('{"x": 2}');
  });

  it('has the value that JSON gives it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), (object, other) => {
        for (const key of [...Object.keys(object), other]) {
          const raw = JSON.parse(rawMember(JSON.stringify(object), [key]));
          expect(raw).toEqual(JSON.parse(JSON.stringify(Object.hasOwn(object, key) ? object[key] : null)));
        }
      }),
      { numRuns: 200 },
    );
  });
});
