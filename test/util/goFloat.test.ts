import { describe, expect, it } from 'vitest';
import { float64Bits } from '../../src/util/floatBits.js';
import { float32, goExp, goLog, goPow } from '../../src/util/goFloat.js';
import { formatFloat32 } from '../../src/util/goFloatText.js';

describe("Go's float functions", () => {
  const bits = (x: number) => float64Bits(x).toString(16).padStart(16, '0');

  it.each([
    ['exp(-0.001425)', () => goExp(-0.001425), '3feff455afc887c2'],
    ['exp(-745)', () => goExp(-745), '0000000000000001'],
    ['exp(-746)', () => goExp(-746), '0000000000000000'],
    ['exp(710)', () => goExp(710), '7ff0000000000000'],
    ['exp(-Inf)', () => goExp(-Infinity), '0000000000000000'],
    ['log(2)', () => goLog(2), '3fe62e42fefa39ef'],
    ['log(0)', () => goLog(0), 'fff0000000000000'],
    ['pow(0.1, 20)', () => goPow(0.1, 20), '3bc79ca10c924232'],
    ['pow(0.9, 100)', () => goPow(0.9, 100), '3efbda056ed49422'],
    ['pow(2, -1074)', () => goPow(2, -1074), '0000000000000001'],
    ['pow(-2, 3)', () => goPow(-2, 3), 'c020000000000000'],
    ['pow(-0, -3)', () => goPow(-0, -3), 'fff0000000000000'],
    ['pow(-Inf, 3)', () => goPow(-Infinity, 3), 'fff0000000000000'],
    ['pow(2, 0.5)', () => goPow(2, 0.5), '3ff6a09e667f3bcd'],
    ['pow(0.5, 1e19)', () => goPow(0.5, 1e19), '0000000000000000'],
  ])('%s', (_, run, expected) => {
    expect(bits(run())).toBe(expected);
  });

  it('know what has no value', () => {
    expect([goExp(Number.NaN), goLog(-1), goPow(-2, 0.3), goPow(Number.NaN, 2)]).toEqual(Array(4).fill(Number.NaN));
    expect([goPow(Number.NaN, 0), goPow(1, Number.NaN), goPow(-1, Infinity)]).toEqual([1, 1, 1]);
  });

  it('round float32 arithmetic to 24 bits', () => {
    const percent = float32.of(0.9);
    expect(formatFloat32(float32.mul(percent, float32.of(0.8)))).toBe('0.71999997');
    expect([float32.add(1, 2 ** -25), float32.sub(1, 2 ** -26), float32.div(1, 3)]).toEqual([1, 1, Math.fround(1 / 3)]);
  });
});
