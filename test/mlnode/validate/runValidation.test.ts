import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mlnodeErrors, outcomeOf, type Reference, readReference, simulatedVectors } from '../../../src/mlnode/index.js';
import { parseVectorReference, referenceVectors } from '../../../src/mlnode/server/vectors/referenceVectors.js';
import { encodeVector } from '../../../src/validation/poc/vectorCodec.js';
import { withFolder } from '../../cli/gonkaSim.js';
import { dataFolder, haveData } from '../../vectors/shared.js';
import { failedWith } from '../client/failedWith.js';
import { TestNode } from '../server/running.js';
import { validated } from './against.js';

const honest = simulatedVectors({ hardware: 'H100', precision: 'fp8' });

/** Vectors that a node of this hardware would make, as a reference. */
function simulatedReference(count: number, fields: object = {}): Reference {
  const vectorOf = honest({ model: 'org/model', blockHash: 'AB', publicKey: 'me', kDim: 12 });
  const artifacts = Array.from({ length: count }, (_, nonce) => ({ nonce, vector_b64: vectorOf(nonce)! }));
  const json = { model: 'org/model', seq_len: 64, k_dim: 12, block_hash: 'AB', public_key: 'me', artifacts, ...fields };
  return readReference(JSON.stringify(json), 'reference.json');
}

const fast = { speed: { noncesPerSecond: 1e6, batchOverhead: 0 } };

describe('a validation of our own node', () => {
  it('passes in four phases, and writes three reports', () =>
    withFolder(async (folder) => {
      await using node = await TestNode.start({ replicas: 2 });
      const { record, lines } = await validated(node, simulatedReference(8), {}, folder);
      expect(outcomeOf(record)).toEqual({ verdict: 'PASS', exitCode: 0 });
      expect(lines.filter((line) => line.startsWith('['))).toEqual(
        expect.arrayContaining([
          "[1/4] download: ensuring 'org/model' is cached on the MLNode",
          '[2/4] deploy: model=org/model dtype=auto additional_args=[]',
          '[3/4] throughput: starting init/generate',
        ]),
      );
      expect(readdirSync(join(folder, 'exp')).sort()).toEqual([
        'validate_config.json',
        'validate_report.json',
        'validate_report.txt',
      ]);
      const report = JSON.parse(readFileSync(join(folder, 'exp', 'validate_report.json'), 'utf8'));
      expect(report.stat_test.source).toEqual({
        dist_threshold: 'server-default',
        p_mismatch: 'server-default',
        fraud_threshold: 'server-default',
      });
      expect(report).toMatchObject({
        download: { action: 'downloaded' },
        deploy: { action: 'deployed' },
        validation: { passed: true },
      });
      expect(report.gonka_sim).toMatchObject({
        verdict: 'PASS',
        exit_code: 0,
        error: null,
        binomial_test: { p_value: 1 },
      });
      const text = readFileSync(join(folder, 'exp', 'validate_report.txt'), 'utf8').split('\n');
      expect(text.slice(1, 4)).toEqual(['MLNode PoC validation report', '='.repeat(70), 'verdict:      PASS']);
    }));

  it('measures all replicas, also those that come up only while it runs', () =>
    withFolder(async (folder) => {
      await using node = await TestNode.start({ replicas: 3 });
      const { record, lines } = await validated(node, simulatedReference(4), { warmup_seconds: 0 }, folder);
      expect(lines).toContain('  3 replicas are up now, 2 were asked: measuring anew with all');
      expect(record.measurement?.samples.map(({ ports }) => ports)).toEqual([
        [5001, 5002, 5003],
        [5001, 5002, 5003],
      ]);
      expect(record.measurement?.samples.at(-1)?.sample.per_backend_nonces_per_second.every((rate) => rate > 0)).toBe(
        true,
      );
    }));

  it('says fraud where the vectors are not those of the reference, with exit 2', () =>
    withFolder(async (folder) => {
      await using node = await TestNode.deployed(fast);
      const reference = simulatedReference(8);
      const other = {
        ...reference,
        artifacts: reference.nonces.map((nonce) => ({ nonce, vector_b64: encodeVector([1, ...Array(11).fill(0)]) })),
      };
      const { record, lines } = await validated(node, other, { skip_download: true, skip_throughput: true }, folder);
      expect(outcomeOf(record)).toEqual({ verdict: 'FAIL (fraud_detected)', exitCode: 2 });
      expect(lines).toContain('           mismatch_nonces: [0, 1, 2, 3, 4, 5, 6, 7]');
      expect(lines.join('\n')).toMatch(
        /^\[deploy\] already_running .* {2}\(vLLM was already up; the deploy config above was NOT applied\)$/m,
      );
    }));

  it('gives up at once on a repository that does not exist', () =>
    withFolder(async (folder) => {
      await using node = await TestNode.start({ hub: { repositories: {}, others: 'missing', state: 'reachable' } });
      const { record } = await validated(node, simulatedReference(4), {}, folder);
      expect(outcomeOf(record)).toEqual({ verdict: 'ERROR (no verdict)', exitCode: 1 });
      expect(record.error).toEqual(failedWith(mlnodeErrors.downloadFailed));
      expect(record.error?.message).toMatch(/^model download failed \(Repository not found: org\/model\): /);
    }));
});

describe.skipIf(!haveData)(`shipped references${haveData ? '' : ' (no data folder beside this checkout)'}`, () => {
  const read = (name: string) => readFileSync(join(dataFolder, name), 'utf8');
  const flashInfer = 'qwen-qwen3-235b-a22b-instruct-2507-fp8.json';
  const deepGemm = 'qwen-qwen3-235b-a22b-instruct-2507-fp8-deepgemm.json';
  const serving = (name: string) => ({
    ...fast,
    vectors: referenceVectors([parseVectorReference(read(name), name)], honest),
  });

  it.each(['qwen-qwen3-0.6b.json', flashInfer, deepGemm])('%s passes against itself, with exit 0', (name) =>
    withFolder(async (folder) => {
      await using node = await TestNode.start({ ...serving(name), speed: { noncesPerSecond: 500, batchOverhead: 0 } });
      const { record } = await validated(node, readReference(read(name), name), {}, folder);
      expect(outcomeOf(record)).toEqual({ verdict: 'PASS', exitCode: 0 });
    }),
  );

  it.each([
    ['their own', {}, 1, 0.9656631617970749, 0],
    ['the published threshold', { threshold: 0.173663, p_mismatch: 0.02, fraud_threshold: 0.05 }, 2, 0.134, 0],
    ['the server default', { threshold: 0.02, p_mismatch: 0.001, fraud_threshold: 0.01 }, 30, 4.95e-88, 2],
    ['half the threshold', { threshold: 0.1, p_mismatch: 0.1, fraud_threshold: 0.05 }, 12, 3.3e-5, 2],
  ])('FlashInfer against DeepGEMM under %s', (_, said, mismatches, pValue, exitCode) =>
    withFolder(async (folder) => {
      await using node = await TestNode.start(serving(deepGemm));
      const flags = { ...said, skip_download: true, skip_throughput: true };
      const { record } = await validated(node, readReference(read(flashInfer), flashInfer), flags, folder);
      expect(record.response).toMatchObject({ n_total: 32, n_mismatch: mismatches });
      expect(record.response!.p_value / pValue).toBeCloseTo(1, 1);
      expect(outcomeOf(record).exitCode).toBe(exitCode);
    }),
  );
});
