import { describe, expect, it } from 'vitest';
import { type ConductName, conducts } from '../../../src/mlnode/server/conduct.js';
import type { NodeSettings } from '../../../src/mlnode/server/node/nodeSettings.js';
import { model, poc, TestNode } from './running.js';

const api = '/api/v1';
const download = (node: TestNode, hf_repo: string) => node.post(`${api}/models/download`, { hf_repo });
const revision = 'a'.repeat(40);
const hub = {
  others: 'missing',
  state: 'reachable',
  repositories: { 'org/one': { commits: [revision] }, 'org/two': { commits: [revision] } },
} as const;

/** What a node says and does, as recorded and as documented. */
interface Difference {
  readonly what: string;
  readonly settings?: Partial<NodeSettings>;
  ask(node: TestNode): Promise<unknown>;
  readonly recorded: unknown;
  readonly documented: unknown;
}

const differences: readonly Difference[] = [
  {
    what: 'a start is over with the first instance, or with all of them',
    settings: { replicas: 2 },
    ask: async (node) => {
      await node.post(`${api}/inference/up`, { model, dtype: 'auto' });
      await node.clock.advance(2000);
      return (await node.get(`${api}/inference/pow/status`)).json.backends.length;
    },
    recorded: 1,
    documented: 2,
  },
  {
    what: 'a second start is told that it runs, or that it starts',
    ask: async (node) => {
      await node.post(`${api}/inference/up/async`, { model, dtype: 'auto' });
      await node.clock.advance(500);
      return (await node.post(`${api}/inference/up/async`, { model, dtype: 'auto' })).json.detail;
    },
    recorded: 'VLLM is already running. Use /inference/down to stop it first.',
    documented: 'VLLM startup is already in progress. Use /inference/up/status to check status.',
  },
  {
    what: 'a start that was ended is forgotten, or cancelled',
    ask: async (node) => {
      await node.post(`${api}/inference/up/async`, { model, dtype: 'auto' });
      await node.post(`${api}/inference/down`, {});
      return (await node.get(`${api}/inference/up/status`)).json.status;
    },
    recorded: 'not_started',
    documented: 'cancelled',
  },
  {
    what: 'a failed start ends the process, or is reported',
    settings: { outOfMemory: true },
    ask: async (node) => {
      await node.post(`${api}/inference/up/async`, { model, dtype: 'auto' });
      await node.clock.advance(60_000);
      return node.get(`${api}/inference/up/status`).then(
        ({ json }) => json.status,
        () => 'gone',
      );
    },
    recorded: 'gone',
    documented: 'failed',
  },
  {
    what: 'a repository that does not exist is partial, or not found',
    settings: { hub },
    ask: async (node) => {
      await download(node, 'nobody/missing');
      await node.clock.advance(5000);
      const { json } = await node.post(`${api}/models/status`, { hf_repo: 'nobody/missing' });
      return [json.status, json.error_message];
    },
    recorded: ['PARTIAL', 'Repository not found: nobody/missing'],
    documented: ['NOT_FOUND', 'Repository not found: nobody/missing'],
  },
  {
    what: 'a deletion takes the first files of the hash, or those of the repository',
    settings: { hub },
    ask: async (node) => {
      await download(node, 'org/one');
      await download(node, 'org/two');
      await node.clock.advance(10_000);
      await node.send(`${api}/models`, JSON.stringify({ hf_repo: 'org/one' }), 'application/json', 'DELETE');
      return (await node.get(`${api}/models/list`)).json.models.map(
        ({ model: one }: { model: { hf_repo: string } }) => one.hf_repo,
      );
    },
    recorded: ['org/one'],
    documented: ['org/two'],
  },
  {
    what: 'the proxy gives up a long call, or leaves that to the instance',
    ask: async (node) => {
      await node.post(`${api}/inference/up/async`, { model, dtype: 'auto' });
      await node.clock.advance(10_000);
      node.running.node.proxy.backends[0]!.parts.engine.faults.delay = 70_000;
      const { status, json } = await node.post(`${api}/inference/pow/generate`, { ...poc, nonces: [1], wait: true });
      return [status, json.detail];
    },
    recorded: [502, ''],
    documented: [503, '{"detail":"Timeout after 60.0s"}'],
  },
  {
    what: 'another model breaks the instance, or is refused with what it has',
    ask: async (node) => {
      await node.post(`${api}/inference/up/async`, { model, dtype: 'auto' });
      await node.clock.advance(10_000);
      const params = { model: 'x', seq_len: 8 };
      const { status, json } = await node.post(`${api}/inference/pow/generate`, { ...poc, params, nonces: [1] });
      return [status, json.detail.slice(0, 45)];
    },
    recorded: [500, 'Internal Server Error'],
    documented: [409, '{"detail":{"error":"params mismatch","request'],
  },
  {
    what: 'an old result goes with the next job, or when its time is over',
    ask: async (node) => {
      await node.post(`${api}/inference/up/async`, { model, dtype: 'auto' });
      await node.clock.advance(10_000);
      const { json } = await node.post(`${api}/inference/pow/generate`, { ...poc, nonces: [1] });
      await node.clock.advance(400_000);
      return (await node.get(`${api}/inference/pow/generate/${json.request_id}`)).status;
    },
    recorded: 200,
    documented: 404,
  },
];

describe('where the service and its description part ways', () => {
  for (const { what, settings, ask, ...expected } of differences) {
    for (const name of ['recorded', 'documented'] as const satisfies ConductName[]) {
      it(`${what}: ${name}`, async () => {
        await using node = await TestNode.start({ ...settings, conduct: conducts[name] });
        expect(await ask(node)).toEqual(expected[name]);
      });
    }
  }
});
