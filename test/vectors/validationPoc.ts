import { expect } from 'vitest';
import { base64ToBytes, bytesToBase64, bytesToHex, hexToBytes } from '../../src/util/bytes.js';
import { compareArtifacts, validateArtifacts } from '../../src/validation/poc/compareArtifacts.js';
import { fraudTest, serverStatTest } from '../../src/validation/poc/fraudTest.js';
import { isMismatch, l2Distance } from '../../src/validation/poc/mismatch.js';
import { noncesOf } from '../../src/validation/poc/nonces.js';
import {
  householderVector,
  murmur,
  normalised,
  normals,
  pickDimensions,
  reflect,
  rotateVector,
  streamNames,
  streamSeed,
  streamSeeds,
  strongerNormals,
  uniforms,
} from '../../src/validation/poc/randomStreams.js';
import { decodeVector, encodeVector } from '../../src/validation/poc/vectorCodec.js';
import type { CheckCase, VectorCase, VectorTable } from './shared.js';

/** A file whose cases stand in several lists, each of a form of its own: list -> how one of its cases is checked. */
type ListChecks = Readonly<Record<string, (vectorCase: VectorCase) => void>>;

const numberOf = (text: number | string): number => (typeof text === 'number' ? text : Number(text));

const artifacts = (list: VectorCase) =>
  list.map(({ nonce, vector_b64 }: VectorCase) => ({ nonce, vectorB64: vector_b64 }));

/** Runs what must give the recorded result, or fail in the recorded words. */
function check<T>(vectorCase: VectorCase, run: () => T, holds: (result: T) => void): void {
  if (vectorCase.error === undefined) holds(run());
  else
    expect(run).toThrow(
      vectorCase.message === 'p (nan) must be in range [0,1]' ? 'p (NaN) must be' : vectorCase.message,
    );
}

/** Within the recorded single precision of another build. */
function near(found: ArrayLike<number>, expected: readonly number[], tolerance = 2e-6): void {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs(found[i]! - value), `place ${i}`).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(value)));
  });
}

/**
 * The recorded p-values are scipy's. Against exact integers they are off by up to 1.8e-12 for n up to 1e6 and 1.9e-9 for
 * 1e8, where ours are off by 4e-14 and 8e-15 (test/validation/binomial); the vectors' README says as much.
 */
const toleranceOf = (n: number): number => (n <= 500 ? 3e-13 : n <= 1_000_000 ? 2e-12 : 2e-9);

function checkPValue(found: number, { p_value, n_total }: VectorCase): void {
  expect(Math.abs(found - p_value)).toBeLessThanOrEqual(p_value * toleranceOf(n_total));
}

const sameDistances = (found: readonly (number | undefined)[], expected: readonly (number | string | null)[]): void => {
  expect(found.length).toBe(expected.length);
  expected.forEach((text, i) => {
    if (text === null || found[i] === undefined) return; // the recording has distances also where the length decides
    const value = numberOf(text);
    if (Number.isFinite(value)) near([found[i]!], [value], 2e-7);
    else expect(found[i]).toBe(value);
  });
};

const statTest: ListChecks = {
  fraud_test: (c) =>
    check(
      c,
      () =>
        fraudTest(c.n_mismatch, c.n_total, { pMismatch: numberOf(c.p_mismatch), fraudThreshold: c.fraud_threshold }),
      ({ pValue, fraudDetected }) => {
        checkPValue(pValue, c);
        expect(fraudDetected).toBe(c.fraud_detected);
      },
    ),
  decode: (c) =>
    check(
      c,
      () => decodeVector(c.b64),
      (numbers) => expect([...numbers]).toEqual(c.floats.map(numberOf)),
    ),
  encode: (c) => {
    expect(['float32', 'float64']).toContain(c.from);
    const text = encodeVector(c.floats.map(numberOf));
    expect(text).toBe(c.b64);
    expect(bytesToHex(base64ToBytes(text))).toBe(c.hex);
  },
  validate_artifacts: (c) =>
    check(
      c,
      () => compareArtifacts(artifacts(c.computed), artifacts(c.received), c.dist_threshold, c.k_dim),
      (nonces) => {
        sameDistances(
          nonces.map(({ distance }) => distance),
          c.distances,
        );
        const mismatches = nonces.filter(({ mismatch }) => mismatch).map(({ nonce }) => nonce);
        expect(mismatches).toEqual(c.mismatch_nonces);
        expect(mismatches).toHaveLength(c.n_mismatch);
      },
    ),
  run_validation: (c) => {
    const { dist_threshold, p_mismatch, fraud_threshold } = { ...c.stat_test };
    const found = validateArtifacts(artifacts(c.computed), artifacts(c.received), c.n_total, {
      distThreshold: dist_threshold ?? serverStatTest.distThreshold,
      pMismatch: p_mismatch ?? serverStatTest.pMismatch,
      fraudThreshold: fraud_threshold ?? serverStatTest.fraudThreshold,
    });
    const { n_total, n_mismatch, mismatch_nonces, fraud_detected } = c.result;
    expect(found).toMatchObject({
      total: n_total,
      mismatches: n_mismatch,
      mismatchNonces: mismatch_nonces,
      fraudDetected: fraud_detected,
    });
    checkPValue(found.pValue, c.result);
  },
  is_mismatch: (c) =>
    check(
      c,
      () => isMismatch(l2Distance(decodeVector(c.computed_b64), decodeVector(c.received_b64)), c.dist_threshold),
      (mismatch) => expect(mismatch).toBe(c.is_mismatch),
    ),
};

const hexOfHalves = (numbers: ArrayLike<number>): string => bytesToHex(base64ToBytes(encodeVector(numbers)));

/** Half precision of numbers that differ in their last single-precision bits: equal but for a last bit on an edge. */
function nearHalves(found: ArrayLike<number>, hex: string): void {
  const expected = decodeVector(bytesToBase64(hexToBytes(hex)));
  near(decodeVector(encodeVector(found)), [...expected], 1e-3);
}

const bitsOf = (numbers: Float32Array): string =>
  [...numbers]
    .map((x) => new DataView(Float32Array.of(x).buffer).getUint32(0, true).toString(16).padStart(8, '0'))
    .join('');

const pocMath: ListChecks = {
  seed: (c) => expect(streamSeed(c.text)).toBe(c.seed),
  murmur: (c) => expect(c.keys.map((key: number) => murmur(key, c.seed))).toEqual(c.hash),
  uniform: (c) => expect(bitsOf(uniforms(c.seed, c.n))).toBe(c.float32),
  normal: (c) => {
    const found = normals(c.seed, c.n);
    if (c.values !== undefined) return near(found, c.values);
    for (const [at, value] of Object.entries(c.at)) near([found[Number(at)]!], [value as number]);
    const mean = found.reduce((sum, x) => sum + x, 0) / c.n;
    near([mean, Math.sqrt(found.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (c.n - 1))], [c.mean, c.std], 1e-4);
  },
  batched_normal: (c) => {
    for (const [i, seed] of c.seeds.entries()) near(normals(seed, c.n), c.rows[i]);
  },
  pick: (c) => {
    if (c.error !== undefined) {
      check(
        c,
        () => pickDimensions('', c.dim, c.k),
        () => undefined,
      );
      return;
    }
    for (const { nonce, seed, by_score, set_sorted } of c.rows) {
      const name = streamNames.pick(c.block_hash, c.public_key, nonce, c.k);
      expect(streamSeed(name)).toBe(seed);
      const found = pickDimensions(name, c.dim, c.k);
      expect(found).toEqual(by_score);
      expect([...found].sort((a, b) => a - b)).toEqual(set_sorted);
    }
  },
  householder_vector: (c) => near(householderVector(c.text, c.dim), c.values),
  apply_householder: (c) => {
    for (const [i, x] of c.x.entries()) near(reflect(x, c.v), c.y[i]);
  },
  haar: (c) => {
    for (const { nonce, x, y, normalised_f16_hex } of c.rows) {
      const found = rotateVector(c.block_hash, c.public_key, nonce, x);
      near(found, y);
      expect(hexOfHalves(normalised(found))).toBe(normalised_f16_hex);
    }
  },
  target: (c) => near(householderVector(streamNames.target(c.block_hash, c.public_key), c.dim), c.values),
  inputs: (c) => {
    for (const [i, nonce] of c.nonces.entries()) {
      const name = streamNames.inputs(c.block_hash, c.public_key, nonce);
      const count = c.dim * c.seq_len;
      if (c.rng === 'stronger') expect(streamSeeds(name)).toEqual(c.sub_seeds[i]);
      else expect(c.rng).toBe('plain');
      const found = c.rng === 'stronger' ? strongerNormals(name, count) : normals(streamSeed(name), count);
      near(found, c.float32[i].flat());
      nearHalves(found, c.float16_hex[i]);
    }
  },
  nonces: (c) => {
    const share = { nodeId: c.node_id, nodeCount: c.node_count, groupId: c.group_id, nGroups: c.n_groups };
    const found = noncesOf(share);
    expect([...c.first, ...c.next].map(() => found.next().value)).toEqual([...c.first, ...c.next]);
  },
};

/** A case says in `list` from which list of the file it is; a list that is not known fails. */
const byList =
  (checks: ListChecks): CheckCase =>
  (vectorCase) => {
    const checkCase = checks[vectorCase.list];
    if (checkCase === undefined) throw new Error(`unknown list ${vectorCase.list}`);
    checkCase(vectorCase);
  };

export const validationPocVectors: VectorTable = {
  'mlnode/stat_test.json': byList(statTest),
  'mlnode/poc_math.json': byList(pocMath),
};
