import { describe, expect, it } from 'vitest';
import * as shop from '../../src/util/shopspring.js';
import { expTaylor, naturalLog, pow } from '../../src/util/shopspringPower.js';
import { failure } from './failure.js';

const d = shop.parse;
const text = (a: shop.ShopDecimal) => `${a.coefficient}e${a.exponent}`;

describe('shopspring decimals', () => {
  it('keep trailing zeros of their text, and not of floats', () => {
    expect([text(d('-1.50')), text(d('1e3')), text(d('.5')), text(d('5.'))]).toEqual(['-150e-2', '1e3', '5e-1', '5e0']);
    expect([text(shop.fromFloat64(100)), text(shop.fromFloat32(Math.fround(0.1)))]).toEqual(['1e2', '1e-1']);
  });

  it.each(['', 'abc', '1.2.3', '1e', '0x1', ' 1', '1_0', '--1', '1e99999999999'])('refuse %j', (input) => {
    expect(failure(() => d(input))).toBe('gonka-sim/3');
    expect(() => d(input)).toThrow(`can't convert`);
  });

  it('divide to 16 places, a half away from zero', () => {
    expect(text(shop.div(d('2'), d('3')))).toBe('6666666666666667e-16');
    expect([text(shop.div(d('5e-17'), d('1'))), text(shop.div(d('-5e-17'), d('1')))]).toEqual(['1e-16', '-1e-16']);
    expect(failure(() => shop.div(shop.one, shop.zero))).toBe('gonka-sim/2');
  });

  it('take the finer exponent of a sum and the sum of exponents of a product', () => {
    expect([text(shop.add(d('1.50'), d('2'))), text(shop.mul(d('1.5'), d('1.5')))]).toEqual(['350e-2', '225e-2']);
    expect(text(shop.sub(d('1.00'), d('1')))).toBe('0e-2');
    expect(failure(() => shop.mul(shop.of(1n, 2 ** 31 - 1), shop.of(1n, 1)))).toBe('gonka-sim/1');
  });

  it('round half away from zero, to even, and cut', () => {
    expect(['2.5', '-2.5', '0.49'].map((a) => text(shop.round(d(a), 0)))).toEqual(['3e0', '-3e0', '0e0']);
    expect(['2.5', '-2.5', '3.5'].map((a) => text(shop.roundBank(d(a), 0)))).toEqual(['2e0', '-2e0', '4e0']);
    expect([shop.truncate(d('-1.29'), 1), shop.floor(d('-1.2')), shop.ceil(d('1.2'))].map(text)).toEqual([
      '-12e-1',
      '-2e0',
      '2e0',
    ]);
    expect([shop.intPart(d('-1.9')), shop.intPart(d('9223372036854775807e2'))]).toEqual([-1n, -100n]);
  });

  it('print plainly', () => {
    expect([shop.format(d('10.50')), shop.format(d('-0.00')), shop.format(d('1e3'))]).toEqual(['10.5', '0', '1000']);
    expect(shop.formatFixed(d('1.005'), 2)).toBe('1.01');
  });

  it('have powers that end on the library digits', () => {
    expect([pow(d('2'), d('-1')), pow(d('0'), d('0')), pow(d('-4'), d('0.5'))].map(text)).toEqual([
      '5000000000000000e-16',
      '0e0',
      '0e0',
    ]);
    expect([shop.format(pow(d('2'), d('0.5'))), shop.format(expTaylor(d('1'), 10))]).toEqual([
      '1.4142136',
      '2.7182818285',
    ]);
    expect(shop.format(naturalLog(d('579.161'), 10))).toBe('6.3615805046');
    expect(failure(() => naturalLog(shop.zero, 3))).toBe('gonka-sim/3');
  });
});
