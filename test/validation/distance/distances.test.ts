import { describe, expect, it } from 'vitest';
import type { CodedError } from '../../../src/util/errors.js';
import {
  type Answer,
  compareAnswers,
  type DistanceName,
  distance2,
  type Position,
  position,
  tokenDistance2,
  tokenDistanceChain,
  tokenDistanceEarly,
  tokenDistanceJs,
  topOf,
  validationErrors,
} from '../../../src/validation/index.js';
import { fc } from '../../util/fc.js';

const names: readonly DistanceName[] = ['distance2', 'chain', 'early', 'js'];
const same = (count: number, width = 5): Position[] =>
  Array.from({ length: count }, (_, i) =>
    position(
      `t${i}`,
      Array.from({ length: width }, (_, k) => [`t${i + k}`, -0.1 - k]),
    ),
  );

/** The real pair's shape: three candidates, the last one unknown to the validator. */
const inference = position('The', [
  ['The', -0.11],
  ['Sun', -2.4],
  ['Blue', -4.02],
]);
const validation = position('The', [
  ['The', -0.12],
  ['Sun', -2.35],
  ['Red', -4.1],
]);

describe('the distance of one position', () => {
  it('is half Canberra over the tokens of the inference side', () => {
    const canberra = (a: number, b: number) => Math.abs(a - b) / (1e-10 + Math.abs(a) + Math.abs(b)) / 2;
    const unknown = -4.1 - (-2.35 - -4.1);
    expect(tokenDistance2(inference, validation)).toEqual({
      distance: canberra(-0.11, -0.12) + canberra(-2.4, -2.35) + canberra(-4.02, unknown),
      matches: 2,
    });
  });

  it.each<[string, Position, Position, number, number]>([
    ['an empty validation side counts 1 per token', inference, position('The', []), 3, 0],
    ['an empty inference side is at no distance', position('The', []), validation, 0, 0],
    ['two zeros agree', position('a', [['a', 0]]), position('a', [['a', 0]]), 0, 1],
    ['the clamp of vLLM agrees with itself', position('a', [['a', -9999]]), position('a', [['a', -9999]]), 0, 1],
    // One known value, -3: the unknown token is taken for -3 + 1 = -2, more likely than the only known one.
    ['one known value gives the quirk', position('a', [['b', -2]]), position('a', [['a', -3]]), 0, 0],
  ])('%s', (_, one, other, distance, matches) => {
    expect(tokenDistance2(one, other)).toEqual({ distance, matches });
  });

  it('ignores what only the validation side knows, so it is not symmetric', () => {
    const [few, many] = [topOf(inference, 2), inference];
    expect(tokenDistance2(few, many).distance).toBe(0);
    expect(tokenDistance2(many, few).distance).toBeGreaterThan(0);
  });

  it('one clamp against a real value is half', () => {
    const { distance } = tokenDistance2(position('a', [['a', -9999]]), position('a', [['a', -0.001]]));
    expect(distance).toBeCloseTo(0.5, 6);
  });

  it('the oldest form passes over unknown tokens', () => {
    expect(tokenDistanceEarly(inference, validation).matches).toBe(2);
    expect(tokenDistanceEarly(inference, validation).distance).toBeLessThan(
      tokenDistance2(inference, validation).distance,
    );
  });

  it("the chain's form goes through the validation side, and gives up on an empty one", () => {
    expect(tokenDistanceChain(inference, topOf(inference, 1))).toBe(0);
    expect(tokenDistanceChain(inference, position('The', []))).toBeUndefined();
    expect(tokenDistanceChain(position('The', []), validation)).toBeUndefined();
  });

  it('the Jensen-Shannon form is a metric of shares: 0 for equal ones, sqrt(ln 2) for strangers', () => {
    expect(tokenDistanceJs(inference, inference)).toEqual({ distance: 0, matches: 3 });
    const strangers = position('x', [['x', -1]]);
    expect(tokenDistanceJs(inference, strangers).distance).toBeCloseTo(Math.sqrt(Math.LN2), 14);
    // Two coins, 1/2 : 1/2 against 1 : 0, by hand: (1/2 ln(2/3) + ln(4/3) + 1/2 ln 2) / 2.
    const coin = position('h', [
      ['h', Math.log(0.5)],
      ['t', Math.log(0.5)],
    ]);
    const byHand = Math.sqrt((0.5 * Math.log(2 / 3) + Math.log(4 / 3) + 0.5 * Math.log(2)) / 2);
    expect(tokenDistanceJs(coin, position('h', [['h', -7]])).distance).toBeCloseTo(byHand, 14);
  });
});

describe('the distance of two answers', () => {
  it.each([
    [3, 0.003322],
    [4, 0.002494],
    [5, 0.001996],
    [20, 0.0005],
  ])('equal answers of %i tokens a position are 1 / (100 K + 1) apart', (width, floor) => {
    const { distance, matchesRatio } = distance2(same(10, width), same(10, width));
    expect(distance).toBe(1 / (100 * width + 1));
    expect(distance).toBeCloseTo(floor, 6);
    expect(matchesRatio).toBe(1);
  });

  it('tells other lengths and other tokens apart, and the seed gives (-1, -1) for both', () => {
    expect(compareAnswers(same(2), same(3))).toEqual({ kind: 'differentLength', inference: 2, validation: 3 });
    const other = [...same(1), position('?', [['?', -1]])];
    expect(compareAnswers(same(2), other)).toEqual({ kind: 'differentTokens', position: 1 });
    for (const wrong of [same(3), other]) expect(distance2(same(2), wrong)).toEqual({ distance: -1, matchesRatio: -1 });
  });

  it('a matches ratio may exceed 1, since the first position alone says how many tokens there are', () => {
    const growing = [position('a', [['a', -1]]), ...same(1, 3)];
    expect(distance2(growing, growing).matchesRatio).toBe(2);
  });

  it.each(names)('%s: an empty answer has no distance', (name) => {
    expect(() => compareAnswers([], [], name)).toThrow(
      expect.objectContaining({ kind: validationErrors.emptyResult, name: 'CodedError' }) as CodedError,
    );
  });

  it.each(['distance2', 'early', 'js'] as const)('%s: nor has one whose first position is empty', (name) => {
    const empty = [position('a', [])];
    expect(() => compareAnswers(empty, empty, name)).toThrow(/no candidates/);
  });
});

const logprob = fc.double({ min: -30, max: 0, noNaN: true });
const anyPosition = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', '__proto__', 'constructor', '7'), logprob), {
    minLength: 1,
    maxLength: 6,
  })
  .map((top) => position('a', [...new Map(top)]));
const anyPair = fc
  .array(fc.tuple(anyPosition, anyPosition), { minLength: 1, maxLength: 150 })
  .map((pairs): [Answer['positions'], Answer['positions']] => [pairs.map(([a]) => a), pairs.map(([, b]) => b)]);

describe('for any answers', () => {
  it('distances are never negative, and an answer is nearest to itself', () => {
    fc.assert(
      fc.property(anyPair, fc.constantFrom(...names), ([one, other], name) => {
        const to = (goal: Answer['positions']) => {
          const comparison = compareAnswers(one, goal, name);
          return comparison.kind === 'similarity' ? comparison.distance : Number.NaN;
        };
        expect(to(other)).toBeGreaterThanOrEqual(0);
        expect(to(one)).toBeLessThanOrEqual(to(other));
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it('Jensen-Shannon is symmetric and at most sqrt(ln 2)', () => {
    fc.assert(
      fc.property(anyPosition, anyPosition, (one, other) => {
        const distance = tokenDistanceJs(one, other).distance;
        expect(distance).toBeCloseTo(tokenDistanceJs(other, one).distance, 12);
        expect(distance).toBeLessThanOrEqual(Math.sqrt(Math.LN2) + 1e-12);
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  it('the oldest form is symmetric up to the divisor: its positions are', () => {
    fc.assert(
      fc.property(anyPosition, anyPosition, (one, other) => {
        expect(tokenDistanceEarly(one, other).distance).toBeCloseTo(tokenDistanceEarly(other, one).distance, 12);
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it('a log probability that moves away moves the distance up', () => {
    fc.assert(
      fc.property(logprob, fc.double({ min: 0, max: 5, noNaN: true }), (value, step) => {
        const from = [position('a', [['a', value]])];
        const near = distance2(from, [position('a', [['a', value - step]])]).distance;
        const far = distance2(from, [position('a', [['a', value - 2 * step]])]).distance;
        expect(far).toBeGreaterThanOrEqual(near - 1e-15);
      }),
      { seed: 6, numRuns: 300 },
    );
  });
});
