import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/util/decimal.js';
import { exactExp } from '../../src/util/exactExp.js';
import { failure } from './failure.js';

const initial = 323000000000000n;
const rate = decimal(-475n, -6);

describe('exact decay', () => {
  // Second opinion: Python's decimal with 400 digits.
  it.each([
    [0n, 323000000000000n],
    [1n, 322846611432668n],
    [3n, 322540052790218n],
    [365n, 271585585901851n],
    [1000n, 200868873238201n],
    [10000n, 2794497550607n],
    [70000n, 1n],
    [100000n, 0n],
    [10n ** 18n, 0n],
  ])('after %s epochs', (epochs, reward) => {
    expect(exactExp(initial, rate, epochs)).toBe(reward);
  });

  it('grows, turns signs and stops at nothing to do', () => {
    expect(exactExp(10n ** 18n, decimal(1n), 1n)).toBe(2718281828459045235n);
    expect(exactExp(-1000n, decimal(1n), 1n)).toBe(-2718n);
    expect([exactExp(0n, rate, 5n), exactExp(7n, decimal(0n), 5n)]).toEqual([0n, 7n]);
    expect(failure(() => exactExp(1n, decimal(1n), 300n))).toBe('gonka-sim/1');
  });

  it('does not take a whole result for another one: the closest calls need more digits, not luck', () => {
    // e^(1e-30) of 10^30 is 10^30 + 1.0000...: the first precision sees it, the whole part must be exact.
    expect(exactExp(10n ** 30n, decimal(1n, -30), 1n)).toBe(10n ** 30n + 1n);
    expect(exactExp(10n ** 30n, decimal(-1n, -30), 1n)).toBe(10n ** 30n - 1n);
    expect(exactExp(1n, decimal(1n, -60), 1n)).toBe(1n);
    expect(exactExp(1n, decimal(-1n, -60), 1n)).toBe(0n);
  });
});
