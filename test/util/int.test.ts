import { describe, expect, it } from 'vitest';
import * as int from '../../src/util/int.js';
import { failure } from './failure.js';
import { fc } from './fc.js';

const overflow = 'gonka-sim/1';
const divisionByZero = 'gonka-sim/2';
const malformedNumber = 'gonka-sim/3';

describe('checked integers', () => {
  it('take every value of their type', () => {
    for (const value of [int.minInt64, -1n, 0n, int.maxInt64]) expect(int.toInt64(value, 'x')).toBe(value);
    for (const value of [0n, int.maxUint64]) expect(int.toUint64(value, 'x')).toBe(value);
    expect([int.toInt32(int.minInt32, 'x'), int.toUint32(int.maxUint32, 'x')]).toEqual([-2147483648, 4294967295]);
    expect(int.toSafeNumber(2n ** 53n - 1n, 'x')).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('fail one beyond, and name what overflowed', () => {
    for (const wrong of [
      () => int.toInt64(int.maxInt64 + 1n, 'x'),
      () => int.toInt64(int.minInt64 - 1n, 'x'),
      () => int.toUint64(-1n, 'x'),
      () => int.toUint64(int.maxUint64 + 1n, 'x'),
      () => int.toInt32(int.maxInt32 + 1n, 'x'),
      () => int.toUint32(-1n, 'x'),
      () => int.toSafeNumber(2n ** 53n, 'x'),
      () => int.addInt64(int.maxInt64, 1n, 'x'),
      () => int.subInt64(int.minInt64, 1n, 'x'),
      () => int.mulInt64(int.minInt64, -1n, 'x'),
      () => int.addUint64(int.maxUint64, 1n, 'x'),
      () => int.subUint64(0n, 1n, 'x'),
      () => int.mulUint64(2n ** 32n, 2n ** 32n, 'x'),
    ]) {
      expect(failure(wrong)).toBe(overflow);
    }
    expect(() => int.addInt64(int.maxInt64, 1n, 'total weight')).toThrow(
      'total weight: 9223372036854775808 is not an int64: integer out of range',
    );
  });

  it('wrap only when asked to', () => {
    expect(int.asInt64(int.maxInt64 + 1n)).toBe(int.minInt64);
    expect(int.asUint64(-1n)).toBe(int.maxUint64);
  });

  it('read decimal text as Go does', () => {
    expect([int.parseInt64('-12', 'x'), int.parseInt64('+7', 'x'), int.parseUint64('007', 'x')]).toEqual([
      -12n,
      7n,
      7n,
    ]);
    for (const text of ['', '-', '1_0', '0x1', ' 1', '1.0', '1e3']) {
      expect(failure(() => int.parseInt64(text, 'x'))).toBe(malformedNumber);
      expect(failure(() => int.parseUint64(text, 'x'))).toBe(malformedNumber);
    }
    expect(failure(() => int.parseUint64('+1', 'x'))).toBe(malformedNumber);
    expect(failure(() => int.parseInt64('9223372036854775808', 'x'))).toBe(overflow);
  });
});

describe('divisions', () => {
  const table: readonly (readonly [bigint, bigint, bigint, bigint, bigint, bigint, bigint])[] = [
    // dividend, divisor, toward zero, floor, ceil, half even, half away from zero
    [7n, 2n, 3n, 3n, 4n, 4n, 4n],
    [5n, 2n, 2n, 2n, 3n, 2n, 3n],
    [-5n, 2n, -2n, -3n, -2n, -2n, -3n],
    [5n, -2n, -2n, -3n, -2n, -2n, -3n],
    [-7n, -2n, 3n, 3n, 4n, 4n, 4n],
    [-7n, 3n, -2n, -3n, -2n, -2n, -2n],
    [6n, 3n, 2n, 2n, 2n, 2n, 2n],
    [0n, -3n, 0n, 0n, 0n, 0n, 0n],
  ];
  for (const [a, b, towardZero, floor, ceil, halfEven, halfAway] of table) {
    it(`${a} / ${b}`, () => {
      expect(int.divTowardZero(a, b)).toBe(towardZero);
      expect(int.floorDiv(a, b)).toBe(floor);
      expect(int.ceilDiv(a, b)).toBe(ceil);
      expect(int.divHalfEven(a, b)).toBe(halfEven);
      expect(int.divHalfAwayFromZero(a, b)).toBe(halfAway);
    });
  }

  it('by zero is a coded error', () => {
    for (const divide of [
      int.divTowardZero,
      int.floorDiv,
      int.ceilDiv,
      int.divHalfEven,
      int.divHalfAwayFromZero,
      int.euclideanMod,
    ]) {
      expect(failure(() => divide(1n, 0n))).toBe(divisionByZero);
    }
    expect(() => int.floorDiv(1n, 0n, 'share')).toThrow('share: division by zero');
  });

  it('agree with each other', () => {
    const nonZero = fc.bigInt({ min: -1000n, max: 1000n }).filter((b) => b !== 0n);
    fc.assert(
      fc.property(fc.bigInt({ min: -100000n, max: 100000n }), nonZero, (a, b) => {
        const [floor, ceil] = [int.floorDiv(a, b), int.ceilDiv(a, b)];
        expect(ceil - floor).toBe(a % b === 0n ? 0n : 1n);
        expect([floor, ceil]).toContain(int.divHalfEven(a, b));
        expect([floor, ceil]).toContain(int.divHalfAwayFromZero(a, b));
        const mod = int.euclideanMod(a, b);
        expect(mod >= 0n && mod < int.abs(b) && (a - mod) % b === 0n).toBe(true);
      }),
    );
  });

  it('order and extremes', () => {
    expect([3n, -1n, 2n].sort(int.compareInts)).toEqual([-1n, 2n, 3n]);
    expect([int.minOf(1n, 2n), int.maxOf(1n, 2n)]).toEqual([1n, 2n]);
  });
});
