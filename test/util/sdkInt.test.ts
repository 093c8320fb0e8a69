import { describe, expect, it } from 'vitest';
import { addSdkInt, modSdkInt, mulSdkInt, parseSdkInt, quoSdkInt, subSdkInt } from '../../src/util/sdkInt.js';
import { failure } from './failure.js';

describe('SDK integers', () => {
  it.each([
    ['0', 0n],
    ['-0', 0n],
    ['+5', 5n],
    ['0x1f', 31n],
    ['0X1F', 31n],
    ['010', 8n],
    ['-010', -8n],
    ['0b11', 3n],
    ['0o17', 15n],
    ['1_000', 1000n],
    ['0_7', 7n],
  ])('%j is %s', (text, value) => {
    expect(parseSdkInt(text)).toBe(value);
  });

  it.each(['', '-', 'abc', '1.5', '1e3', '08', ' 1', '1_', '_1', '1__0', '0x', '--1'])('%j is no number', (text) => {
    expect(failure(() => parseSdkInt(text))).toBe('gonka-sim/3');
  });

  it('have 256 bits', () => {
    const max = 2n ** 256n - 1n;
    expect(parseSdkInt(`-${max}`)).toBe(-max);
    for (const wrong of [
      () => parseSdkInt((max + 1n).toString()),
      () => addSdkInt(max, 1n),
      () => subSdkInt(-max, 1n),
      () => mulSdkInt(max, 2n),
    ]) {
      expect(failure(wrong)).toBe('gonka-sim/1');
    }
  });

  it('divide toward zero, with a remainder that is not negative', () => {
    expect([quoSdkInt(-7n, 2n), modSdkInt(-7n, 2n), modSdkInt(-7n, -2n)]).toEqual([-3n, 1n, 1n]);
    expect([failure(() => quoSdkInt(1n, 0n)), failure(() => modSdkInt(1n, 0n))]).toEqual([
      'gonka-sim/2',
      'gonka-sim/2',
    ]);
  });
});
