import { describe, expect, it } from 'vitest';
import { formatFloat32, formatFloat64, shortestOfFloat64 } from '../../src/util/goFloatText.js';
import { failure } from './failure.js';
import { fc } from './fc.js';

describe('texts of floats', () => {
  it('has no decimal for what is not a number', () => {
    expect(failure(() => shortestOfFloat64(Number.NaN))).toBe('gonka-sim/3');
  });

  it('print like %v', () => {
    const texts = [0, -0, 1e5, 1e6, 123456.789, 1.5e-5, 0.0001, -1e21, Infinity, -Infinity, Number.NaN].map(
      formatFloat64,
    );
    expect(texts).toEqual([
      '0',
      '-0',
      '100000',
      '1e+06',
      '123456.789',
      '1.5e-05',
      '0.0001',
      '-1e+21',
      '+Inf',
      '-Inf',
      'NaN',
    ]);
    expect([0.1, 2 ** -12, 16777216, 1e-45].map((x) => formatFloat32(Math.fround(x)))).toEqual([
      '0.1',
      '0.00024414063',
      '1.6777216e+07',
      '1e-45',
    ]);
  });

  it('print float32 with the fewest digits that read back', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (x) => {
        const digits = formatFloat32(x)
          .replace(/e.*/, '')
          .replace(/[-.]/g, '')
          .replace(/^0+|0+$/g, '').length;
        expect(Math.fround(Number(formatFloat32(x)))).toBe(x);
        if (digits > 1) expect(Math.fround(Number(x.toPrecision(digits - 1)))).not.toBe(x);
      }),
    );
  });
});
