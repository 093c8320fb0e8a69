import { describe, expect, it } from 'vitest';
import { shareWork } from '../../src/calculations/shareWork.js';

const changes = (sharers: string[], newcomers: string[], cost: bigint) =>
  shareWork(sharers, newcomers, cost).map(({ participant, amount }) => `${participant} ${amount}`);

describe('shareWork', () => {
  it('pays the executor first, then splits evenly with a validator', () => {
    expect(changes([], ['executor'], 100n)).toEqual(['executor 100']);
    expect(changes(['executor'], ['v1'], 100n)).toEqual(['executor -50', 'v1 50']);
  });

  it('eight sharers and one newcomer over 100', () => {
    const sharers = ['executor', 'v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7'];
    const others = sharers.slice(1).map((name) => `${name} -1`);
    expect(changes(sharers, ['v8'], 100n)).toEqual(['executor -4', ...others, 'v8 11']);
  });

  it('leaves the remainder with the executor, and names only those whose share changes', () => {
    expect(changes(['executor'], ['v1', 'v2'], 100n)).toEqual(['executor -66', 'v1 33', 'v2 33']);
    expect(changes(['executor', 'v1'], ['v2', 'v3'], 7n)).toEqual(['v1 -2', 'v2 1', 'v3 1']);
    expect(changes(['executor'], ['v1'], 0n)).toEqual(['v1 0']);
  });

  it('changes nothing without newcomers', () => {
    expect(changes(['executor', 'v1', 'v2'], [], 100n)).toEqual([]);
  });

  it('gives a second share to a validator who validates again', () => {
    expect(changes(['executor', 'v1'], ['v1'], 99n)).toEqual(['executor -17', 'v1 -16', 'v1 33']);
  });

  it('names the executor with 0 where a negative cost leaves a remainder, as the deployed chain does', () => {
    expect(changes(['executor', 'v1', 'v2'], [], -10n)).toEqual(['executor 0']);
    expect(changes(['executor', 'v1'], ['v2'], -10n)).toEqual(['executor 1', 'v1 2', 'v2 -3']);
  });

  it('conserves the cost', () => {
    for (let sharers = 1; sharers < 6; sharers++) {
      const names = Array.from({ length: sharers }, (_, i) => `v${i}`);
      const sum = shareWork(names, ['a', 'b'], 1001n).reduce((total, { amount }) => total + amount, 0n);
      expect(sum).toBe(0n);
    }
  });
});
