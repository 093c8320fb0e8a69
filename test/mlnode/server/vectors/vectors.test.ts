import { describe, expect, it } from 'vitest';
import { lazyVectors } from '../../../../src/mlnode/server/vectors/lazyVectors.js';
import { parseVectorReference, referenceVectors } from '../../../../src/mlnode/server/vectors/referenceVectors.js';
import { simulatedVectors } from '../../../../src/mlnode/server/vectors/simulatedVectors.js';
import { stubVectors } from '../../../../src/mlnode/server/vectors/stubVectors.js';
import type { VectorOf } from '../../../../src/mlnode/server/vectors/vectorSource.js';
import { l2Distance } from '../../../../src/validation/poc/mismatch.js';
import { decodeVector } from '../../../../src/validation/poc/vectorCodec.js';
import { describeSample, quantile } from '../../../../src/validation/statistics.js';

const job = { model: 'org/model', blockHash: 'AB', publicKey: 'me', kDim: 12 };
const nonces = Array.from({ length: 2000 }, (_, nonce) => nonce);
const distances = (a: VectorOf, b: VectorOf): number[] =>
  nonces.map((nonce) => l2Distance(decodeVector(a(nonce)!), decodeVector(b(nonce)!)));
const share = (sample: readonly number[], above: number): number =>
  sample.filter((distance) => distance > above).length / sample.length;
const machine = (hardware: string, precision: 'fp8' | 'w8a16' = 'fp8') =>
  simulatedVectors({ hardware, precision })(job);

describe('stubVectors', () => {
  it('are those of the recordings', () => {
    const vectorOf = stubVectors({
      ...job,
      model: 'Qwen/Qwen3-0.6B',
      blockHash: 'TEST_BLOCK',
      publicKey: 'test_pub_keys',
    });
    expect(vectorOf(0)).toBe('RjY3NaW2azWZtQC04bajMZkwO6besJMt');
    expect(vectorOf(18446744073709551616n)).toBe('0a+VNia22zFtNTaz9SjMtiis8rRaNWS0');
  });
});

describe('simulatedVectors', () => {
  it('depend on model, block, key, nonce and machine, and on nothing else', () => {
    const vector = machine('H100')(7);
    expect(machine('H100')(7)).toBe(vector);
    const others = [
      simulatedVectors({ hardware: 'H100', precision: 'fp8' })({ ...job, blockHash: 'CD' })(7),
      simulatedVectors({ hardware: 'H100', precision: 'fp8' })({ ...job, publicKey: 'you' })(7),
      simulatedVectors({ hardware: 'H100', precision: 'fp8' })({ ...job, model: 'org/other' })(7),
      machine('H100')(8),
      machine('H100')(2 ** 32 + 7),
      machine('B200')(7),
      machine('H100', 'w8a16')(7),
    ];
    expect(new Set([vector, ...others]).size).toBe(8);
  });

  // The figures of the six real servers: poc calibrate on poc-v2-runs-qwen235-layer-20260115.
  it('lie as far apart as those of real machines', () => {
    const pairs = [distances(machine('H100'), machine('B200')), distances(machine('H200'), machine('A100'))] as const;
    const honest = pairs.flat();
    expect(quantile(honest, 0.5)).toBeCloseTo(0.0529, 2);
    expect(quantile(honest, 0.98)).toBeCloseTo(0.1713, 1);
    expect(share(honest, 0.173663)).toBeLessThan(0.03);
    const [a, b] = pairs.map((pair) => describeSample(pair));
    const covariance = nonces.reduce((sum, n) => sum + (pairs[0][n]! - a!.mean) * (pairs[1][n]! - b!.mean), 0);
    expect(covariance / nonces.length / (a!.std * b!.std)).toBeGreaterThan(0.45);
  });

  it('give a cheater away as often as a real one', () => {
    const cheater = distances(machine('H100'), machine('H200', 'w8a16'));
    expect(quantile(cheater, 0.5)).toBeCloseTo(0.2213, 1);
    expect(share(cheater, 0.173663)).toBeGreaterThan(0.68);
    expect(share(cheater, 0.4)).toBeLessThan(0.11);
  });

  it('of another model have nothing in common', () => {
    const wrong = simulatedVectors({ hardware: 'H100', precision: 'fp8' }, 'org/small')(job);
    expect(quantile(distances(machine('H100'), wrong), 0.5)).toBeGreaterThan(1.2);
  });
});

describe('lazyVectors', () => {
  it('repeat the one that was worked for', () => {
    const vectorOf = lazyVectors(stubVectors, 4)(job);
    expect([4, 5, 7].map((nonce) => vectorOf(nonce))).toEqual(Array(3).fill(stubVectors(job)(4)));
    expect(vectorOf(8)).toBe(stubVectors(job)(8));
    expect(vectorOf(-1)).toBe(stubVectors(job)(-4));
  });
});

describe('referenceVectors', () => {
  const file = {
    model: job.model,
    block_hash: job.blockHash,
    public_key: job.publicKey,
    artifacts: [{ nonce: 3, vector_b64: stubVectors(job)(99)! }],
  };
  const reference = parseVectorReference(JSON.stringify(file), 'ref.json');

  it('serve what the file has, for the job it was made for', () => {
    const source = referenceVectors([reference], stubVectors);
    expect(source(job)(3)).toBe(stubVectors(job)(99));
    expect(source(job)(4)).toBe(stubVectors(job)(4));
    const other = { ...job, blockHash: 'CD' };
    expect(source(other)(3)).toBe(stubVectors(other)(3));
  });

  it.each([
    [{ ...file, block_hash: undefined }, 'mlnode', 3],
    [{ ...file, artifacts: [] }, 'validation', 22],
    [{ ...file, artifacts: [{ nonce: 1, vector_b64: '!' }] }, 'validation', 21],
  ])('%#: refuse what is no reference', (json, codespace, code) => {
    expect(() => parseVectorReference(JSON.stringify(json), 'ref.json')).toThrow(
      expect.objectContaining({ codespace, code }),
    );
  });
});
