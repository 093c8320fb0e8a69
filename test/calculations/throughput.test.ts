import { describe, expect, it } from 'vitest';
import {
  measureThroughput,
  throughput,
  throughputA25,
  totalThroughput,
  validateThroughputPerformance,
} from '../../src/calculations/throughput.js';
import { Inference, InferenceStatus } from '../../src/gen/inference/inference/inference.js';
import { simErrors } from '../../src/util/errors.js';
import { maxInt64 } from '../../src/util/int.js';
import { model, nodes } from './make.js';

const sub = { model: model('m'), nodes: nodes('a:10:10 b:20:00'), expected: [], real: [] };

describe('throughput of a model', () => {
  it('is weight times tokens per nonce; at first, declared capacity is expected', () => {
    expect(throughput({ ...sub, moment: 'formation', previousReal: [] })).toEqual({
      nodes: [100n, 200n],
      expected: [100n, 0n],
      real: [],
    });
  });

  it('is expected to be what was measured in the epoch before', () => {
    const { expected } = throughput({ ...sub, moment: 'formation', previousReal: [77n, 5n] });
    expect(expected).toEqual([77n, 5n]);
  });

  it('just before PoC is measured for the slot that ends, and expected for the one that starts', () => {
    const vectors = { ...sub, expected: [100n, 0n] };
    expect(
      throughput({ ...vectors, moment: 'beforePoC', measuredPocLength: 30n, measuredSinceEffective: 90n }),
    ).toMatchObject({ expected: [100n, 30n], real: [90n, 0n] });
  });

  it('of PoC is measured when it ends', () => {
    const vectors = { ...sub, expected: [100n, 30n], real: [90n, 0n] };
    expect(throughput({ ...vectors, moment: 'endOfPoCValidation', measuredSincePocStart: 25n })).toMatchObject({
      expected: [100n, 30n],
      real: [90n, 25n],
    });
  });

  it('of all nodes is their sum', () => {
    expect(totalThroughput([100n, 200n])).toBe(300n);
    expect(() => totalThroughput([maxInt64, 1n])).toThrow(expect.objectContaining({ kind: simErrors.overflow }));
  });

  it('is never set on the deployed chain', () => {
    const untouched = { ...sub, nodes: sub.nodes.map((node) => ({ ...node, throughput: 0n })) };
    expect(throughputA25({ ...untouched, moment: 'formation', previousReal: [5n] })).toEqual({
      nodes: [0n, 0n],
      expected: [],
      real: [],
    });
  });
});

describe('measured tokens', () => {
  const inference = (endBlockHeight: bigint, parts: Partial<Inference> = {}) =>
    Inference.fromPartial({
      model: 'm',
      status: InferenceStatus.FINISHED,
      endBlockHeight,
      promptTokenCount: 10n,
      completionTokenCount: 1n,
      ...parts,
    });
  const measure = (...inferences: Inference[]) =>
    measureThroughput(inferences, { height: 100n, blocks: 10n }).get('m') ?? 0n;

  it('are those of the last blocks', () => {
    expect([90n, 91n, 100n, 101n].map((height) => measure(inference(height)))).toEqual([0n, 11n, 11n, 0n]);
  });

  it('add up', () => {
    expect(measure(inference(91n), inference(95n), inference(95n, { model: 'other' }))).toBe(22n);
  });

  it('are at most the largest int64, whatever a sender claims', () => {
    const huge = inference(95n, { completionTokenCount: 2n ** 64n - 1n });
    expect(measure(huge)).toBe(maxInt64);
    expect(measure(huge, inference(96n), huge)).toBe(maxInt64);
  });

  it.each([
    ['STARTED', 0n],
    ['FINISHED', 11n],
    ['VALIDATED', 11n],
    ['INVALIDATED', 11n],
    ['VOTING', 11n],
    ['EXPIRED', 0n],
  ] as const)('of an inference that is %s are %s', (status, tokens) => {
    expect(measure(inference(95n, { status: InferenceStatus[status] }))).toBe(tokens);
  });
});

describe('performance', () => {
  it.each([
    ['as expected', 100n, 100n, 0, true],
    ['better', 100n, 150n, 0, true],
    ['worse', 100n, 99n, 0, false],
    ['worse, at the edge of the tolerance', 100n, 90n, 1000, true],
    ['worse, beyond it', 100n, 89n, 1000, false],
    ['anything, where nothing is expected', 0n, 0n, 0, true],
  ])('%s', (_name, expected, real, toleranceBasisPoints, isSufficient) => {
    expect(validateThroughputPerformance({ expected, real, toleranceBasisPoints })).toMatchObject({ isSufficient });
  });

  it('is the ratio of measured to expected tokens', () => {
    const { ratio } = validateThroughputPerformance({ expected: 200n, real: 50n, toleranceBasisPoints: 0 });
    expect(ratio).toEqual({ numerator: 50n, denominator: 200n });
  });
});
