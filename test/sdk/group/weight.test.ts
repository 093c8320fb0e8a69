import { describe, expect, it } from 'vitest';
import {
  addWeights,
  compareWeights,
  formatWeight,
  mulWeights,
  parseNonNegative,
  parsePositive,
  parseWeight,
  subWeights,
} from '../../../src/sdk/group/weight.js';
import { failure } from '../../util/failure.js';

const w = parseWeight;

describe('weights', () => {
  it.each([
    ['24', '24'],
    ['1.50', '1.50'],
    ['1e3', '1000'],
    ['25e-2', '0.25'],
    ['.5', '0.5'],
    ['-0.25', '-0.25'],
  ])('%s is %s', (text, shown) => expect(formatWeight(w(text))).toBe(shown));

  it('add, subtract, multiply and compare exactly', () => {
    expect(formatWeight(addWeights(w('1.5'), w('2.25')))).toBe('3.75');
    expect(formatWeight(subWeights(w('2'), w('0.5')))).toBe('1.5');
    expect(formatWeight(mulWeights(w('0.5'), w('33')))).toBe('16.5');
    expect(compareWeights(w('0.50'), w('0.5'))).toBe(0);
    expect(compareWeights(w('0.4999'), w('0.5'))).toBe(-1);
  });

  it.each([
    () => w(''),
    () => w('abc'),
    () => w('1.2.3'),
    () => w('9'.repeat(201)),
    () => parseNonNegative('-1'),
    () => parsePositive('0'),
    () => subWeights(w('1'), w('2')),
  ])('refuses %#', (run) => expect(failure(run)).toBe('math/10'));
});
