import { describe, expect, it } from 'vitest';
import { missPercentage, reputation } from '../../src/calculations/reputation.js';
import { decimal } from '../../src/util/decimal.js';
import * as shop from '../../src/util/shopspring.js';
import { failure } from '../util/failure.js';

const of = (epochs: bigint, epochsToMax: bigint, misses: string[] = [], penalty = 1n) =>
  reputation(
    { epochCount: epochs, missPercentages: misses.map(shop.parse) },
    { epochsToMax, missPercentageCutoff: decimal(1n, -1), missRequestsPenalty: decimal(penalty) },
  );
const someMisses = ['.25', '.5', '.5', '.5', '.75', '.5'];

describe('reputation', () => {
  it.each([
    [15n, 50],
    [10n, 33],
    [20n, 66],
    [30n, 100],
    [33n, 100],
    [0n, 0],
    [-3n, 0],
  ])('%i of 30 epochs without a miss', (epochs, expected) => {
    expect(of(epochs, 30n)).toBe(expected);
  });

  it.each([
    [['.5'], 1n, 95],
    [['.5'], 2n, 90],
    [['.5'], 1_000_000n, 0],
    [someMisses, 1n, 70],
    [someMisses, 2n, 40],
    [['.1'], 1n, 100],
    [['.1', '.2'], 1n, 98],
    [['2.5'], 1n, 75],
  ])('10 of 10 epochs, misses %o, penalty %i', (misses, penalty, expected) => {
    expect(of(10n, 10n, misses, penalty)).toBe(expected);
  });

  it('epochs above the maximum pay for misses', () => {
    expect(of(20n, 10n, ['1', '1', '1'], 2n)).toBe(100);
  });

  it('no epochs to reach divide by zero', () => {
    expect(failure(() => of(10n, 0n))).toBe('gonka-sim/2');
  });
});

describe('missPercentage', () => {
  it('is a quotient with 16 places, and 0 without inferences', () => {
    expect(shop.format(missPercentage(1n, 3n))).toBe('0.3333333333333333');
    expect(shop.format(missPercentage(5n, 2n))).toBe('2.5');
    expect(shop.format(missPercentage(7n, 0n))).toBe('0');
  });
});
