import { describe, expect, it } from 'vitest';
import type { SettlementInput, StrategyKind } from '../../src/types/strategies.js';
import { faultOf } from './strategyFault.js';

describe('a settlement is refused', () => {
  const input = {
    participants: ['alice', 'bob'].map((address) => ({ address })),
  } as unknown as SettlementInput;
  const of = (names: readonly string[]) =>
    names.map((participant) => ({ participant, workCoins: 1n, rewardCoins: 2n }));

  it.each([
    [['alice', 'bob'], 4n, 0n, undefined],
    [['alice', 'bob'], 7n, 3n, undefined],
    [['alice', 'bob'], 3n, 0n, 'minted is 3, but the rewards are 4 and the remainder 0'],
    [['bob', 'alice'], 4n, 0n, 'results[0] is of bob, where participants[0] is alice'],
    [['alice'], 2n, 0n, 'results[1] is of nobody, where participants[1] is bob'],
  ])('that pays %j out of %s', (names, minted, remainder, fault) => {
    expect(faultOf('settlement', input, { results: of(names), minted, remainder, crossedCutoff: false })).toBe(fault);
  });
});

describe('a result of the wrong type is refused', () => {
  const node = { nodeId: 'a', throughput: 1n, pocWeight: 1, timeslotAllocation: [true] };
  const someone = { index: 'alice', weight: 1n, validatorKey: '', inferenceUrl: '', models: [] };
  it.each<[StrategyKind, unknown, string]>([
    ['coverageBonus', 1.5, 'result is 1.5 (number), not a Map'],
    ['coverageBonus', {}, 'result is an Object, not a Map'],
    ['coverageBonus', undefined, 'result is undefined, not a Map'],
    ['coverageBonus', Promise.resolve(new Map()), 'result is a Promise, not a Map'],
    [
      'coverageBonus',
      new Map([['alice', 1.1]]),
      'result of alice is 1.1 (number), not an object with numerator, denominator',
    ],
    [
      'coverageBonus',
      new Map([['alice', { numerator: 11, denominator: 10n }]]),
      'result of alice.numerator is 11 (number), not a bigint',
    ],
    ['coverageBonus', new Map([[1, { numerator: 1n, denominator: 1n }]]), 'result: a key is 1 (number), not a text'],
    ['slotAllocation', [], 'result is a list, not an object with drawn, skipped'],
    ['slotAllocation', {}, 'result.drawn is undefined, not a list'],
    ['slotAllocation', { drawn: ['a'] }, 'result.drawn[0] is "a", not an object with participant, nodeId'],
    ['slotAllocation', { drawn: [{ nodeId: 'a' }] }, 'result.drawn[0].participant is undefined, not a text'],
    ['batchFilter', { counted: [] }, 'result.ignored is undefined, not a list'],
    ['weights', { participants: [someone] }, 'result.participants[0].mlNodes is undefined, not a list'],
    [
      'modelAssignment',
      [{ ...someone, mlNodes: [{ mlNodes: [node] }] }],
      'result[0].mlNodes[0].mlNodes[0].pocWeight is 1 (number), not a bigint',
    ],
    ['modelAssignment', new Map(), 'result is a Map, not a list'],
    [
      'settlement',
      { results: [{ participant: 'alice', workCoins: 0n, rewardCoins: 2 }] },
      'result.results[0].rewardCoins is 2 (number), not a bigint',
    ],
    ['settlement', { results: [] }, 'result.minted is undefined, not a bigint'],
    ['settlement', { results: [], minted: 0n, remainder: 0n }, 'result.crossedCutoff is undefined, not true or false'],
    ['throughput', { nodes: [1n], expected: [0], real: [] }, 'result.expected[0] is 0 (number), not a bigint'],
  ])('%s, case %#', (kind, result, fault) => {
    expect(faultOf(kind, {} as never, result as never)).toBe(fault);
  });
});
