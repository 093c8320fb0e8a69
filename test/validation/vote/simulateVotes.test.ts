import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../src/util/errors.js';
import { validationErrors } from '../../../src/validation/errors.js';
import { exactVote } from '../../../src/validation/vote/exactVote.js';
import { reconstructedWeights as weights } from '../../../src/validation/vote/reconstructedWeights.js';
import { reportSettings, type VoteSettings } from '../../../src/validation/vote/settings.js';
import { simulateVotes } from '../../../src/validation/vote/simulateVotes.js';

const honest: VoteSettings = { ...reportSettings, weights, rate: 0.02 };
const dishonest: VoteSettings = { ...reportSettings, weights, rate: 0.04 };
const run = { rounds: 100_000, seed: 1 };

/** The library as it is built: threads load files of it. */
const built = resolve(import.meta.dirname, '../../../dist/validation/vote/simulateVotes.js');

describe('simulateVotes', () => {
  it('never convicts an honest node in 100,000 rounds', async () => {
    const result = await simulateVotes(honest, run);
    expect(result).toMatchObject({ validators: 377, totalWeight: 5_651_240, accusesFrom: 8, convictions: 0 });
    expect(result.accusationRate).toBeCloseTo(0.049335, 6);
    expect(result.interval.high).toBeCloseTo(3.689e-5, 8);
    expect(result.share.median).toBeCloseTo(0.0413, 3);
    expect(result.share.p95).toBeCloseTo(0.1234, 2);
  });

  it('finds a node of 4 % as often as the exact distribution says', async () => {
    const { convictionRate, interval, share } = await simulateVotes(dishonest, run);
    const exact = exactVote(dishonest);
    expect(exact.conviction!.p).toBeGreaterThan(interval.low);
    expect(exact.conviction!.p).toBeLessThan(interval.high);
    expect(convictionRate).toBeCloseTo(0.735, 2);
    expect(share.mean).toBeCloseTo(exact.meanShare, 2);
    expect(share.std).toBeCloseTo(exact.stdShare!, 2);
    expect(share.median).toBeCloseTo(exact.median!, 2);
  });

  it('is as wide as the exact distribution over many seeds', async () => {
    const few = { ...dishonest, weights: weights.slice(200, 220) };
    const exact = exactVote(few).conviction!.p;
    let off = 0;
    for (let seed = 0; seed < 40; seed++) {
      const result = await simulateVotes(few, { rounds: 4000, seed });
      off += (result.convictionRate - exact) ** 2 / ((exact * (1 - exact)) / 4000);
    }
    expect(off / 40).toBeGreaterThan(0.6); // chi-squared with 40 degrees: beyond these once in a thousand
    expect(off / 40).toBeLessThan(1.9);
  });

  it('gives the same figures with the same seed, others with another', async () => {
    const small = { rounds: 3000, seed: 7 };
    const first = await simulateVotes(dishonest, small);
    expect(await simulateVotes(dishonest, small)).toEqual(first);
    expect((await simulateVotes(dishonest, { ...small, seed: 8 })).shares).not.toEqual(first.shares);
  });

  it.skipIf(!existsSync(built))('gives the same figures on one thread and on two', async () => {
    const library = (await import(built)) as { simulateVotes: typeof simulateVotes };
    const correlated = { ...dishonest, correlation: { rho: 0.59, noncePool: 200 } };
    for (const settings of [dishonest, correlated]) {
      const [one, two] = [
        await library.simulateVotes(settings, { rounds: 10_000, seed: 3, threads: 1 }),
        await library.simulateVotes(settings, { rounds: 10_000, seed: 3, threads: 2 }),
      ];
      expect(two).toEqual(one);
    }
  });

  it('reports progress', async () => {
    const told: number[] = [];
    await simulateVotes(honest, { rounds: 3000, seed: 1, onProgress: (rounds) => told.push(rounds) });
    expect(told).toEqual([1000, 2000, 3000]);
  });

  const wrong: readonly (readonly [string, Partial<VoteSettings>, keyof typeof validationErrors])[] = [
    ['no weight at all', { weights: [0, 0] }, 'weightsInvalid'],
    ['nobody', { weights: [] }, 'weightsInvalid'],
    ['a negative weight', { weights: [3, -1] }, 'weightsInvalid'],
    ['half a weight', { weights: [0.5] }, 'weightsInvalid'],
    ['weights too large together', { weights: [2 ** 53 - 1, 2 ** 53 - 1] }, 'weightsInvalid'],
    ['no checks', { checks: 0 }, 'parameterInvalid'],
    ['a rate above 1', { rate: 1.1 }, 'parameterInvalid'],
    ['a rate that is none', { rate: Number.NaN }, 'parameterInvalid'],
    ['a quorum below 0', { quorum: -0.1 }, 'parameterInvalid'],
    ['a correlation of 1', { correlation: { rho: 1, noncePool: 200 } }, 'parameterInvalid'],
    ['fewer nonces than checks', { correlation: { rho: 0.5, noncePool: 199 } }, 'parameterInvalid'],
  ];
  it.each(wrong)('refuses %s', async (_, change, kind) => {
    await expect(simulateVotes({ ...honest, ...change }, { rounds: 1, seed: 1 })).rejects.toMatchObject({
      kind: validationErrors[kind],
    });
    expect(() => exactVote({ ...honest, ...change })).toThrow(CodedError);
  });

  it.each([
    { rounds: 0, seed: 1 },
    { rounds: 1.5, seed: 1 },
    { rounds: 1, seed: -1 },
  ])('refuses %o', async (bad) => {
    await expect(simulateVotes(honest, bad)).rejects.toMatchObject({ kind: validationErrors.parameterInvalid });
  });
});

describe('correlated mismatches', () => {
  const correlated = (rho: number, noncePool: number, rate = 0.02): VoteSettings => ({
    ...honest,
    rate,
    correlation: { rho, noncePool },
  });
  const rounds = { rounds: 4000, seed: 5 };

  it('leave each validator’s rate as it is, and make the vote wider', async () => {
    const alone = await simulateVotes(honest, rounds);
    const together = await simulateVotes(correlated(0.59, 200), rounds);
    expect(together.accusationRate).toBe(alone.accusationRate);
    expect(together.share.mean).toBeCloseTo(0.0493, 2);
    expect(together.share.std).toBeGreaterThan(1.8 * alone.share.std);
    expect(exactVote(correlated(0.59, 200))).toEqual({ meanShare: together.accusationRate });
  });

  it('of almost nothing are almost nothing', async () => {
    const alone = await simulateVotes({ ...honest, rate: 0.04 }, rounds);
    const hardly = await simulateVotes(correlated(0.0001, 200, 0.04), rounds);
    expect(hardly.share.std).toBeCloseTo(alone.share.std, 2);
    expect(hardly.convictionRate).toBeCloseTo(alone.convictionRate, 1);
  });

  it('matter less when validators choose from more nonces', async () => {
    const few = await simulateVotes(correlated(0.59, 200), rounds);
    const more = await simulateVotes(correlated(0.59, 600), { rounds: 1000, seed: 5 });
    expect(more.share.std).toBeLessThan(0.8 * few.share.std);
    expect(more.share.mean).toBeCloseTo(0.0493, 2);
  });

  it('of everything make the network one validator', async () => {
    const { convictionRate, accusationRate } = await simulateVotes(correlated(0.9999, 200), rounds);
    expect(convictionRate).toBeCloseTo(accusationRate, 1);
  });

  it.each([0, 1])('do not matter at a rate of %i', async (rate) => {
    const { convictionRate } = await simulateVotes(correlated(0.59, 200, rate), { rounds: 100, seed: 1 });
    expect(convictionRate).toBe(rate);
  });
});
