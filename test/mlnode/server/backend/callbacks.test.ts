import { describe, expect, it } from 'vitest';
import { defaultNodeSettings } from '../../../../src/mlnode/server/node/nodeSettings.js';
import { stubVectors } from '../../../../src/mlnode/server/vectors/stubVectors.js';
import { poc, TestNode } from '../running.js';

const pow = '/api/v1/inference/pow';
const settings = {
  speed: { ...defaultNodeSettings.speed, noncesPerSecond: 8 },
  vectors: stubVectors,
  replicas: 2,
};

interface Sent {
  readonly seconds: number;
  readonly path: string;
  // biome-ignore lint/suspicious/noExplicitAny: what was posted
  readonly body: any;
}

/** A node whose callbacks are answered so, one after the other; then with 200. */
async function withReceiver(
  answers: readonly (number | 'drop')[],
  use: (node: TestNode, sent: Sent[]) => Promise<void>,
) {
  const sent: Sent[] = [];
  let begun = 0;
  await using node = await TestNode.deployed(settings, {
    transport: async (url, body) => {
      const answer = answers[sent.length] ?? 200;
      sent.push({
        seconds: Math.round((node.clock.now() - begun) / 1000),
        path: new URL(url).pathname,
        body: JSON.parse(body),
      });
      if (answer === 'drop') throw new Error('reset');
      return answer;
    },
  });
  begun = node.clock.now();
  await use(node, sent);
}

describe('callbacks of a generation', () => {
  const init = { ...poc, node_id: 1, node_count: 3, batch_size: 4, url: 'http://there/cb' };

  it('come every five seconds, each instance with nonces of its own', () =>
    withReceiver([], async (node, sent) => {
      expect((await node.post(`${pow}/init/generate`, init)).json).toMatchObject({ backends: 2, n_groups: 2 });
      await node.clock.advance(11_000);
      expect(sent.map(({ seconds }) => seconds)).toEqual([5, 5, 10, 10]);
      const nonces = sent.flatMap(({ body }) => body.artifacts.map(({ nonce }: { nonce: number }) => nonce));
      expect(new Set(nonces).size).toBe(nonces.length);
      expect(nonces.every((nonce) => nonce % 3 === 1)).toBe(true);
      expect(Object.keys(sent[0]!.body)).toEqual([
        'public_key',
        'block_hash',
        'block_height',
        'node_id',
        'artifacts',
        'encoding',
      ]);
    }));

  it('are tried again with growing gaps, and gather meanwhile; none comes after the stop', () =>
    withReceiver([500, 500, 'drop', 'drop', 302, 302], async (node, sent) => {
      await node.post(`${pow}/init/generate`, init);
      await node.clock.advance(14_000);
      expect(sent.map(({ seconds }) => seconds)).toEqual([5, 5, 6, 6, 8, 8, 13, 13]);
      expect(sent[6]!.body.artifacts.length).toBeGreaterThan(sent[0]!.body.artifacts.length);
      await node.post(`${pow}/stop`, {});
      await node.clock.advance(60_000);
      expect(sent).toHaveLength(8);
    }));
});

describe('callbacks of queued jobs', () => {
  it('tell what was made, or found', () =>
    withReceiver([], async (node, sent) => {
      const url = 'http://there/cb/';
      const made = await node.post(`${pow}/generate`, { ...poc, nonces: [1, 2], url });
      expect(made.json).toMatchObject({ status: 'queued', queued_count: 2 });
      await node.clock.advance(2000);
      const { artifacts } = sent[0]!.body;
      await node.post(`${pow}/generate`, { ...poc, nonces: [1, 2], url, validation: { artifacts } });
      await node.clock.advance(2000);
      expect(sent.map(({ path }) => path)).toEqual(['/cb//generated', '/cb//validated']);
      expect(`5001:${sent[0]!.body.request_id}`).toBe(made.json.request_id);
      expect(sent[1]!.body).toMatchObject({ n_total: 2, n_mismatch: 0, p_value: 1, fraud_detected: false });
      const polled = await node.get(`${pow}/generate/${made.json.request_id}`);
      expect(polled.json).toMatchObject({ status: 'completed', artifacts });
    }));

  it('are given up after ten tries', () =>
    withReceiver(Array(20).fill(503), async (node, sent) => {
      await node.post(`${pow}/generate`, { ...poc, nonces: [1], url: 'http://there' });
      await node.clock.advance(400_000);
      expect(sent.map(({ seconds }) => seconds)).toEqual([0, 1, 3, 7, 15, 31, 61, 91, 121, 151]);
    }));

  it('wait for a generation, and go with its stop', () =>
    withReceiver([], async (node, sent) => {
      await node.post(`${pow}/init/generate`, poc);
      const jobs = [];
      for (let i = 0; i < 4; i++) {
        jobs.push((await node.post(`${pow}/generate`, { ...poc, nonces: [i], url: 'http://there' })).json.request_id);
      }
      const states = await Promise.all(jobs.map(async (id) => (await node.get(`${pow}/generate/${id}`)).json.status));
      expect(states).toEqual(['running', 'running', 'queued', 'queued']);
      await node.post(`${pow}/stop`, {});
      await node.clock.advance(10_000);
      expect(sent).toEqual([]);
      expect((await node.get(`${pow}/generate/${jobs[0]}`)).status).toBe(404);
    }));

  it('do not come for a job that fails', () =>
    withReceiver([], async (node, sent) => {
      const validation = { artifacts: [{ nonce: 1, vector_b64: 'A' }] };
      const job = await node.post(`${pow}/generate`, { ...poc, nonces: [1], url: 'http://there', validation });
      await node.clock.advance(2000);
      const { json } = await node.get(`${pow}/generate/${job.json.request_id}`);
      expect(json).toMatchObject({ status: 'failed', error: expect.stringContaining('Invalid base64-encoded string') });
      expect(sent).toEqual([]);
    }));
});
