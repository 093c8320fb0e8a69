import { describe, expect, it } from 'vitest';
import { CodedError, type ErrorKind } from '../../../src/util/errors.js';
import {
  bootstrapThreshold,
  checkPreproof,
  honestThreshold,
  jointProbability,
  normal,
  type PreproofThreshold,
  proofDistribution,
  samplingWeights,
  sfc32,
  validationErrors,
} from '../../../src/validation/index.js';
import { areaUnderCurve } from '../../../src/validation/jointProbability/areaUnderCurve.js';
import { drawn, leastLogProbability } from '../../../src/validation/jointProbability/proofDistribution.js';
import { deviation, mean } from '../../../src/validation/statistics.js';
import { honestArtifact } from '../sequence/artifacts.js';

function kindOf(work: () => unknown): ErrorKind | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof CodedError) return error.kind;
    throw error;
  }
  return undefined;
}

const { parameterInvalid } = validationErrors;
const options = { level: 0.01, runs: 500, seed: 7 };
const position = (logits: number[], chosen: number) => ({
  tokens: logits.map((_, i) => `t${i}`),
  logits,
  chosen: `t${chosen}`,
});

describe('the distribution of a proof', () => {
  it.each([
    { temperature: 1 },
    { temperature: 0.6, topP: 0.8 },
    { temperature: 0.99, topK: 5 },
    { temperature: 1.5, minP: 0.1 },
    { temperature: 0.99, topK: 10, topP: 0.9, minP: 0.02 },
    { temperature: 0 },
  ])('is that of the sampling weights under $temperature $topP $topK $minP', (sampling) => {
    for (const { logits } of honestArtifact(20).positions) {
      const weights = samplingWeights(logits, sampling);
      const probabilities = proofDistribution(logits, sampling);
      for (const [i, weight] of weights.entries()) {
        expect(Math.abs(weight / 65536 - probabilities[i]!)).toBeLessThan(20 / 65536);
      }
    }
  });

  it('is drawn from, and only where it is not 0', () => {
    const uniform = () => 1 - 2 ** -53;
    expect(drawn(Float64Array.of(0.5, 0.5 - 1e-12, 0), uniform)).toBe(1);
    expect(drawn(Float64Array.of(0, 1), () => 0)).toBe(1);
  });
});

describe('Z of an answer', () => {
  it('is by hand what it is', () => {
    // q = (3/4, 1/4): H = .5623, V = .2263 nats; the less likely one is chosen.
    const [logs, entropy, variance] = [Math.log(0.25), 0.5623351446188083, (3 / 16) * Math.log(3) ** 2];
    const joint = jointProbability({ positions: [position([Math.log(3), 0], 1)], sampling: { temperature: 1 } });
    expect(joint.z).toBeCloseTo((logs + entropy) / Math.sqrt(variance), 12);
    expect(joint).toMatchObject({ positions: 1, meanLogProbability: Math.log(0.25) });
    expect(joint.variance).toBeCloseTo(variance, 12);
  });

  it('counts a token outside the proof as 1 in 65536', () => {
    const proof = { ...position([1, 0, 0], 2), chosen: 'zebra' };
    const sampling = { temperature: 1, topK: 2 };
    expect(jointProbability({ positions: [proof], sampling }).meanLogProbability).toBe(leastLogProbability);
    expect(jointProbability({ positions: [position([1, 0, 0], 2)], sampling }).meanLogProbability).toBe(
      leastLogProbability,
    );
  });

  it('proves nothing where there was no choice', () => {
    for (const none of [honestArtifact(9, 1, 0), { ...honestArtifact(1), positions: [] }]) {
      const joint = jointProbability(none);
      expect(joint.z).toBeNaN();
      expect(bootstrapThreshold(none, { level: 0.01, runs: 100, seed: 1 })).toBeUndefined();
      expect(checkPreproof(none, options).result).toEqual({ verdict: 'notProbative', reason: 'noChoice' });
    }
  });

  it('of honest answers is about normal, whatever temperature and length', () => {
    const z = Array.from(
      { length: 120 },
      (_, i) => jointProbability(honestArtifact(30 + (i % 40), i, 0.5 + i / 100)).z,
    );
    expect(Math.abs(mean(z))).toBeLessThan(3 / Math.sqrt(z.length));
    expect(Math.abs(deviation(z) - 1)).toBeLessThan(3 / Math.sqrt(2 * z.length));
  });
});

describe('the threshold', () => {
  const uniform = sfc32(3);
  const honest = Array.from({ length: 4000 }, () => normal(uniform, 0, 1));

  it('is a quantile of honest answers', () => {
    const { lower, upper, source, n } = honestThreshold(honest, 0.01);
    expect([source, n]).toEqual(['honest', 4000]);
    expect(lower).toBeCloseTo(-2.326, 0);
    expect(upper).toBeCloseTo(2.326, 0);
  });

  it('is drawn from the proof where there are too few of them, the same each time', () => {
    const one = bootstrapThreshold(honestArtifact(200), options)!;
    expect(one).toEqual(bootstrapThreshold(honestArtifact(200), options));
    expect(one.source).toBe('bootstrap');
    expect(one.lower).toBeGreaterThan(-2.8);
    expect(one.lower).toBeLessThan(-1.9);
    expect(bootstrapThreshold(honestArtifact(200), { ...options, seed: 8 })).not.toEqual(one);
  });

  it.each<[string, () => unknown]>([
    ['199 honest answers', () => honestThreshold(honest.slice(0, 199), 0.01)],
    ['an honest Z of NaN', () => honestThreshold([...honest, Number.NaN], 0.01)],
    ['a level of 0.5', () => honestThreshold(honest, 0.5)],
    ['a level of NaN', () => bootstrapThreshold(honestArtifact(1), { level: Number.NaN, runs: 100, seed: 1 })],
    ['99 runs', () => bootstrapThreshold(honestArtifact(1), { level: 0.01, runs: 99, seed: 1 })],
  ])('refuses %s', (_, work) => expect(kindOf(work)).toBe(parameterInvalid));
});

describe('the verdict', () => {
  const artifact = honestArtifact(200);
  const { z } = jointProbability(artifact);
  const limits = (lower: number, upper: number): PreproofThreshold => ({ lower, upper, source: 'honest', n: 200 });

  it.each<[string, PreproofThreshold, object]>([
    ['below the lower limit', limits(z + 0.1, 9), { verdict: 'reject', reason: 'unlikely' }],
    ['at the lower limit', limits(z, 9), { verdict: 'reject', reason: 'unlikely' }],
    ['between the limits', limits(z - 0.1, z + 0.1), { verdict: 'accept' }],
    ['above the upper limit', limits(-9, z - 0.1), { verdict: 'accept', warning: 'tooLikely' }],
  ])('%s', (_, threshold, verdict) => {
    expect(checkPreproof(artifact, options, threshold).result).toEqual(verdict);
  });

  it('of an honest answer is acceptance by its own threshold', () => {
    expect(checkPreproof(artifact, options)).toMatchObject({
      result: { verdict: 'accept' },
      joint: { z },
      threshold: { source: 'bootstrap', n: 500 },
    });
  });

  it('of tokens that another model chose is refusal', () => {
    const cheap = honestArtifact(200, 2);
    const positions = artifact.positions.map((proof, i) => {
      const { chosen } = cheap.positions[i]!;
      return proof.tokens.includes(chosen) ? { ...proof, chosen } : proof;
    });
    expect(checkPreproof({ ...artifact, positions }, options).result).toEqual({
      verdict: 'reject',
      reason: 'unlikely',
    });
  });

  it('of greedy tokens is a warning', () => {
    const positions = artifact.positions.map((proof) => ({ ...proof, chosen: proof.tokens[0]! }));
    expect(checkPreproof({ ...artifact, positions }, options).result).toEqual({
      verdict: 'accept',
      warning: 'tooLikely',
    });
  });

  it('of a malformed artifact is refusal, and of one that may hide tokens none', () => {
    const positions = artifact.positions.map((proof) => ({ ...proof, logits: [...proof.logits].reverse() }));
    expect(checkPreproof({ ...artifact, positions }, options).result).toMatchObject({
      reason: 'malformed',
      position: 0,
    });
    const unbounded = { ...artifact, sampling: { ...artifact.sampling, topK: undefined } };
    expect(checkPreproof(unbounded, options).result).toEqual({ verdict: 'notProbative', reason: 'unboundedSupport' });
  });
});

describe('the area under the curve', () => {
  it.each<[string, number[], number[], number]>([
    ['all below', [1, 2], [0, 0.5], 1],
    ['all above', [1, 2], [3], 0],
    ['the same', [1, 2, 3], [1, 2, 3], 0.5],
    ['one tie', [1, 2], [2], 0.25],
  ])('of %s', (_, honest, others, area) => expect(areaUnderCurve(honest, others)).toBe(area));
});
