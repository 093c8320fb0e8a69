import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseVectorReference, referenceVectors } from '../../../src/mlnode/server/vectors/referenceVectors.js';
import { simulatedVectors } from '../../../src/mlnode/server/vectors/simulatedVectors.js';
import { power } from '../../../src/validation/binomial/critical.js';
import { rateInterval } from '../../../src/validation/binomial/interval.js';
import { validateArtifacts } from '../../../src/validation/poc/compareArtifacts.js';
import { dataFolder, haveData } from '../../vectors/shared.js';
import { TestNode } from './running.js';

describe('cheaters are convicted as often as the exact binomial says', () => {
  const [nonces, rounds] = [12, 200];
  const test = { distThreshold: 0.1737, pMismatch: 0.02, fraudThreshold: 0.0001 };
  const honest = simulatedVectors({ hardware: 'H100', precision: 'fp8' });
  const cheater = simulatedVectors({ hardware: 'H200', precision: 'w8a16' });

  it(`in ${rounds} blocks of ${nonces} nonces`, () => {
    let [convictions, mismatches] = [0, 0];
    for (let round = 0; round < rounds; round++) {
      const job = { model: 'm', blockHash: `block ${round}`, publicKey: 'p', kDim: 12 };
      const made = [honest, cheater].map((source) => {
        const vectorOf = source(job);
        return Array.from({ length: nonces }, (_, nonce) => ({ nonce, vectorB64: vectorOf(nonce)! }));
      });
      const { fraudDetected, mismatchNonces } = validateArtifacts(made[0]!, made[1]!, nonces, test);
      mismatches += mismatchNonces.length;
      if (fraudDetected) convictions++;
    }
    const rate = mismatches / (rounds * nonces);
    expect(rate).toBeGreaterThan(0.7);
    const { low, high } = rateInterval(convictions, rounds, 0.99);
    const expected = power(nonces, test.pMismatch, test.fraudThreshold, rate);
    expect([low <= expected, expected <= high]).toEqual([true, true]);
  });
});

describe.skipIf(!haveData)(`golden references${haveData ? '' : ' (no data folder beside this checkout)'}`, () => {
  const read = (name: string) => readFileSync(join(dataFolder, name), 'utf8');
  const flashInfer = 'qwen-qwen3-235b-a22b-instruct-2507-fp8.json';
  const deepGemm = 'qwen-qwen3-235b-a22b-instruct-2507-fp8-deepgemm.json';

  /** What a node that serves one reference says about another. */
  async function judge(served: string, received: string, stat_test: object | undefined) {
    const reference = parseVectorReference(read(served), served);
    const file = JSON.parse(read(received));
    const none = simulatedVectors({ hardware: 'H100', precision: 'fp8' });
    await using node = await TestNode.start({
      vectors: referenceVectors([reference], none),
      speed: { noncesPerSecond: 1e6, batchOverhead: 0 },
    });
    await node.post('/api/v1/inference/up/async', { model: file.model, dtype: 'auto' });
    await node.clock.advance(10_000);
    const { block_hash, public_key, model, seq_len, k_dim, artifacts } = file;
    const { status, json, text } = await node.post('/api/v1/inference/pow/generate', {
      block_hash,
      block_height: 100,
      public_key,
      node_id: 0,
      node_count: 1,
      params: { model, seq_len, k_dim },
      nonces: artifacts.map(({ nonce }: { nonce: number }) => nonce),
      wait: true,
      validation: { artifacts },
      stat_test,
    });
    expect(status, text).toBe(200);
    return json;
  }

  it.each(['qwen-qwen3-0.6b.json', flashInfer, deepGemm])('%s passes when it is served', async (name) => {
    expect(await judge(name, name, undefined)).toMatchObject({ n_mismatch: 0, p_value: 1, fraud_detected: false });
  });

  it.each([
    [{ dist_threshold: 0.2, p_mismatch: 0.1, fraud_threshold: 0.05 }, 1, false],
    [{ dist_threshold: 0.173663, p_mismatch: 0.02, fraud_threshold: 0.05 }, 2, false],
    [undefined, 30, true],
    [{ dist_threshold: 0.1, p_mismatch: 0.1, fraud_threshold: 0.05 }, 12, true],
  ])('FlashInfer against DeepGEMM at %j: %d mismatches', async (statTest, n_mismatch, fraud_detected) => {
    expect(await judge(deepGemm, flashInfer, statTest)).toMatchObject({ n_total: 32, n_mismatch, fraud_detected });
  });
});
