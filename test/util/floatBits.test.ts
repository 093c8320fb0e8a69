import { describe, expect, it } from 'vitest';
import {
  bitLength,
  float32Bits,
  float32FromBits,
  float64Bits,
  float64FromBits,
  fromDyadic,
  fusedMultiplyAdd,
  joinExponent,
  ratioToFloat64,
  splitExponent,
  toDyadic,
} from '../../src/util/floatBits.js';
import { failure } from './failure.js';
import { fc } from './fc.js';

const anyFinite = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('doubles taken apart', () => {
  it('come together again', () => {
    fc.assert(
      fc.property(anyFinite, (x) => {
        const { mantissa, exponent } = toDyadic(x);
        expect(fromDyadic(mantissa, exponent)).toBe(x === 0 ? 0 : x);
        const split = splitExponent(x);
        expect(joinExponent(split.fraction, split.exponent)).toBe(x);
        expect(float64FromBits(float64Bits(x))).toBe(x);
      }),
    );
    expect(float32FromBits(float32Bits(0.5))).toBe(0.5);
    expect(failure(() => toDyadic(Infinity))).toBe('gonka-sim/3');
  });

  it('round fractions to the nearest, as the engine reads literals', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: -340, max: 310 }), (digits, power) => {
        const [up, down] = [10n ** BigInt(Math.max(power, 0)), 10n ** BigInt(Math.max(-power, 0))];
        expect(ratioToFloat64(BigInt(digits) * up, down) + 0).toBe(Number(`${digits}e${power}`) + 0);
      }),
    );
    expect(failure(() => ratioToFloat64(1n, 0n))).toBe('gonka-sim/2');
  });

  it('multiply and add with one rounding', () => {
    const a = 1 + 2 ** -30;
    expect(fusedMultiplyAdd(a, a, -1)).toBe(2 ** -29 + 2 ** -60);
    expect(fusedMultiplyAdd(1e200, 1e200, -Infinity)).toBe(-Infinity);
    expect(fusedMultiplyAdd(1e-200, -1e-200, 0)).toBe(-0);
  });

  it('count bits', () => {
    expect([0n, 1n, 255n, 256n, -(2n ** 200n)].map(bitLength)).toEqual([0, 1, 8, 9, 201]);
  });
});
