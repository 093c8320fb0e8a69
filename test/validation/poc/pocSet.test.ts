import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../src/util/errors.js';
import { validationErrors } from '../../../src/validation/errors.js';
import { calibrate } from '../../../src/validation/poc/calibrate.js';
import { allPairs, distanceCorrelation } from '../../../src/validation/poc/pairs.js';
import { parsePocSet } from '../../../src/validation/poc/pocSet.js';
import { encodeVector } from '../../../src/validation/poc/vectorCodec.js';
import { parseWeights } from '../../../src/validation/vote/readWeights.js';
import { fc } from '../../util/fc.js';
import { dataFolder, haveData } from '../../vectors/shared.js';

const zeros = Array.from({ length: 12 }, () => 0);
/** A run of one number per nonce, the rest of each vector zero. */
const rows = (values: readonly number[]) => encodeVector(values.flatMap((value) => [value, ...zeros.slice(1)]));
const set = (runs: Record<string, readonly number[]>, labels: Record<string, string> = {}) =>
  parsePocSet(
    JSON.stringify({ labels, runs: Object.fromEntries(Object.entries(runs).map(([name, v]) => [name, rows(v)])) }),
    'set',
  );

describe('parsePocSet', () => {
  it('reads a golden reference, its threshold from the top level first', () => {
    const artifacts = [{ nonce: 7, vector_b64: encodeVector(zeros) }];
    const stat_test = { dist_threshold: 0.3, p_mismatch: 0.1 };
    const { runs, statTest, model } = parsePocSet(
      JSON.stringify({ model: 'm', artifacts, dist_threshold: 0.2, stat_test }),
      'f',
    );
    expect([model, statTest]).toEqual(['m', { distThreshold: 0.2, pMismatch: 0.1 }]);
    expect([...runs[0]!.vectors.keys()]).toEqual([7]);
    expect(parsePocSet(JSON.stringify({ artifacts, stat_test }), 'f').statTest.distThreshold).toBe(0.3);
  });

  it.each([
    ['no JSON', '{', 'artifactsInvalid'],
    ['another object', '{"a":1}', 'artifactsInvalid'],
    ['no artifacts', '{"artifacts":[]}', 'artifactsInvalid'],
    ['a nonce that is none', '{"artifacts":[{"nonce":"x","vector_b64":""}]}', 'artifactsInvalid'],
    ['a vector too short', `{"artifacts":[{"nonce":1,"vector_b64":"AAA="}]}`, 'vectorInvalid'],
    ['no base64', `{"artifacts":[{"nonce":1,"vector_b64":"A"}]}`, 'vectorInvalid'],
    ['half a vector', '{"runs":{"a":"AAA="}}', 'artifactsInvalid'],
  ] as const)('refuses %s', (_, text, kind) => {
    expect(() => parsePocSet(text, 'file.json')).toThrow(expect.objectContaining({ kind: validationErrors[kind] }));
    expect(() => parsePocSet(text, 'file.json')).toThrow('file.json');
  });
});

describe('files of any content', () => {
  const b64 = fc.base64String({ maxLength: 64 });
  const kinds = fc.oneof(
    fc.json(),
    fc.string(),
    fc
      .record({ artifacts: fc.array(fc.record({ nonce: fc.oneof(fc.integer(), fc.string()), vector_b64: b64 })) })
      .map((x) => JSON.stringify(x)),
    fc
      .record({ runs: fc.dictionary(fc.string(), b64), labels: fc.dictionary(fc.string(), fc.string()) })
      .map((x) => JSON.stringify(x)),
  );

  it('are read, or refused with a code', () => {
    fc.assert(
      fc.property(kinds, (text) => {
        for (const read of [() => allPairs(parsePocSet(text, 'f').runs), () => parseWeights(text, 'f')]) {
          try {
            read();
          } catch (error) {
            expect(error).toBeInstanceOf(CodedError);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('pairs and calibration', () => {
  const labels = { c: 'cheater' };
  const runs = { a: [0, 0, 0, 0], b: [0.25, 0.5, 0.75, 1], c: [2, 2, 2, 2] };

  it('compares every two runs', () => {
    const [ab, ac] = allPairs(set(runs, labels).runs);
    expect(ab).toMatchObject({
      a: 'a',
      b: 'b',
      cheater: false,
      mean: 0.625,
      max: 1,
      std: expect.closeTo(Math.sqrt(5) / 8, 14),
    });
    expect(ac).toMatchObject({ a: 'a', b: 'c', cheater: true, mean: 2, std: 0 });
  });

  it('puts the threshold at the percentile and counts what is above', () => {
    const found = calibrate(allPairs(set(runs, labels).runs), 50, 0.05);
    expect(found).toMatchObject({ distThreshold: 0.625, pMismatch: 0.5, honest: { mismatchRate: 0.5 } });
    expect(found.pairs.map(({ mismatches }) => mismatches)).toEqual([2, 4, 4]);
    expect(found.correlation).toBeNaN();
  });

  it('correlates what pairs see of the same nonces', () => {
    const { runs: three } = set({ a: [0, 0, 0], b: [1, 2, 3], d: [2, 4, 6] });
    expect(distanceCorrelation(allPairs(three))).toBeCloseTo(1, 12);
  });

  it('needs honest pairs, shared nonces, numbers and a percentile', () => {
    const calibrateSet =
      (given: ReturnType<typeof set>, percentile = 98) =>
      () =>
        calibrate(allPairs(given.runs), percentile, 0.05);
    const fails = (run: () => unknown, kind: keyof typeof validationErrors) =>
      expect(run).toThrow(expect.objectContaining({ kind: validationErrors[kind] }));
    fails(calibrateSet(set({ a: [1], c: [2] }, labels)), 'noDistances');
    fails(calibrateSet(set({ a: [1], b: [] })), 'artifactsInvalid');
    fails(calibrateSet(set({ a: [1], b: [Number.NaN] })), 'artifactsInvalid');
    fails(calibrateSet(set(runs), 100), 'parameterInvalid');
  });

  it.skipIf(!haveData)('finds in the real runs what the report’s notebook does', () => {
    const text = readFileSync(join(dataFolder, 'poc-v2-runs-qwen235-layer-20260115.json'), 'utf8');
    const { expected } = JSON.parse(text);
    const pairs = allPairs(parsePocSet(text, 'runs').runs);
    expect(pairs).toHaveLength(15);
    for (const [i, pair] of pairs.entries()) {
      const { mean, std, max, ...names } = expected.pairs[i];
      expect(pair).toMatchObject(names);
      expect([pair.mean, pair.std, pair.max]).toEqual([mean, std, max].map((value) => expect.closeTo(value, 7)));
    }
    for (const percentile of [95, 98, 99]) {
      const wanted = expected[`p${percentile}`];
      const found = calibrate(pairs, percentile, 0.05);
      expect(found.distThreshold).toBeCloseTo(wanted.threshold, 8);
      for (const [i, { k, n, p_value }] of wanted.pairs.entries()) {
        expect(found.pairs[i]).toMatchObject({ mismatches: k, n, pValue: expect.closeTo(p_value, 12) });
      }
    }
    const { honest, cheater, correlation } = calibrate(pairs, 98, 0.05);
    expect([honest.mean.toFixed(3), cheater!.mean.toFixed(3)]).toEqual(['0.062', '0.243']);
    expect(correlation).toBeCloseTo(0.588, 3);
  });
});
