import { describe, expect, it } from 'vitest';
import * as dec from '../../src/util/legacyDec.js';
import { failure } from './failure.js';
import { fc } from './fc.js';

const d = dec.parse;
const text = dec.format;

describe('LegacyDec', () => {
  it('reads and writes 18 places', () => {
    expect([text(d('1')), text(d('-0.5')), text(d('+1')), text(d('00012.50'))]).toEqual([
      '1.000000000000000000',
      '-0.500000000000000000',
      '1.000000000000000000',
      '12.500000000000000000',
    ]);
    expect(text(dec.fromInt(5n, 1))).toBe('0.500000000000000000');
  });

  it.each([
    ['', 'decimal string cannot be empty'],
    ['5.', 'invalid decimal length'],
    ['.5', 'invalid decimal length'],
    ['1.2.3', 'invalid decimal string'],
    ['1_0', 'failed to set decimal string with base 10: 1_0000000000000000000'],
    ['0.0000000000000000001', 'exceeds max precision by -1 decimal places'],
    ['1'.padEnd(90, '0'), 'out of range'],
  ])('refuses %j', (input, complaint) => {
    expect(failure(() => d(input))).toBe('gonka-sim/3');
    expect(() => d(input)).toThrow(complaint);
  });

  it('rounds products and quotients half to even', () => {
    expect([dec.mul(d('0.5'), dec.fromUnits(1n)), dec.mul(d('0.5'), dec.fromUnits(3n))]).toEqual([0n, 2n]);
    expect(text(dec.quo(d('2'), d('3')))).toBe('0.666666666666666667');
    expect(text(dec.quoTruncate(d('2'), d('3')))).toBe('0.666666666666666666');
  });

  it('rounds an inexact negative quotient up from the cut one, as the SDK does', () => {
    expect(text(dec.quoRoundUp(d('1'), d('3')))).toBe('0.333333333333333334');
    expect(text(dec.quoRoundUp(d('-1'), d('3')))).toBe('-0.333333333333333332');
  });

  it('takes powers and roots', () => {
    expect([text(dec.power(d('0.5'), 3n)), dec.power(d('7'), 0n)]).toEqual(['0.125000000000000000', dec.one]);
    expect(text(dec.approxRoot(d('2'), 2n))).toBe('1.414213562373095049');
    expect(text(dec.approxRoot(d('-27'), 3n))).toBe('-3.000000000000000000');
    expect(failure(() => dec.approxRoot(d('1317605661212'), 9n))).toBe('gonka-sim/1');
  });

  it('becomes whole numbers and doubles', () => {
    const a = d('-1.5');
    expect([dec.roundInt(a), dec.truncateInt(a), dec.ceil(a), dec.isInteger(a)]).toEqual([-2n, -1n, d('-1'), false]);
    expect(dec.toFloat64(d('0.1'))).toBe(0.1);
  });

  it('fails beyond its range and on zero', () => {
    const large = d(`1${'0'.repeat(59)}`);
    expect(failure(() => dec.mul(large, large))).toBe('gonka-sim/1');
    expect(failure(() => dec.roundInt64(large))).toBe('gonka-sim/1');
    expect(failure(() => dec.fromInt(1n, 19))).toBe('gonka-sim/1');
    for (const divide of [dec.quo, dec.quoTruncate, dec.quoRoundUp, dec.quoInt]) {
      expect(failure(() => divide(dec.one, dec.zero))).toBe('gonka-sim/2');
    }
  });

  it('round-trips text', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), (units) => {
        expect(d(text(dec.fromUnits(units)))).toBe(units);
      }),
    );
  });
});
