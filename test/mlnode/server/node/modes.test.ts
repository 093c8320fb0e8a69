import { describe, expect, it } from 'vitest';
import { defaultNodeSettings } from '../../../../src/mlnode/server/node/nodeSettings.js';
import { model, TestNode } from '../running.js';

const api = '/api/v1';
const legacy = {
  node_id: 0,
  node_count: 1,
  block_hash: 'h',
  block_height: 1,
  public_key: 'p',
  batch_size: 1,
  r_target: 1,
  fraud_threshold: 0.01,
  url: 'http://there',
};

describe('a node does one thing at a time', () => {
  it('refuses others while it serves, until everything is stopped', async () => {
    await using node = await TestNode.deployed();
    const refused = await node.post(`${api}/pow/init/generate`, {});
    expect([refused.status, refused.json.detail]).toEqual([
      409,
      'Cannot run POW because MLNode is currently in ServiceState.INFERENCE mode. Please stop ServiceState.INFERENCE first.',
    ]);
    expect((await node.get(`${api}/train/status`)).status).toBe(409);
    expect((await node.post(`${api}/stop`, {})).json).toEqual({ status: 'OK' });
    expect((await node.get(`${api}/state`)).json).toMatchObject({ state: 'STOPPED', loaded_model: null });
    expect((await node.get(`${api}/train/status`)).json).toEqual({ status: false });
  });

  it('has the phases of the first proof of work', async () => {
    await using node = await TestNode.start();
    const status = async () => (await node.get(`${api}/pow/status`)).json;
    expect(await status()).toEqual({ status: 'NOT_LOADED' });
    expect((await node.post(`${api}/pow/phase/generate`, {})).status).toBe(500);
    expect((await node.post(`${api}/pow/init/generate`, { ...legacy, node_id: -1 })).status).toBe(400);
    await node.post(`${api}/pow/init`, legacy);
    expect(await status()).toEqual({ status: 'LOADING', is_model_initialized: false });
    await node.clock.advance(2000);
    expect(await status()).toEqual({ status: 'IDLE', is_model_initialized: true });
    await node.post(`${api}/pow/phase/validate`, {});
    expect(await status()).toMatchObject({ status: 'VALIDATING' });
    expect((await node.get(`${api}/inference/up/status`)).status).toBe(409);
    expect((await node.post(`${api}/pow/stop`, {})).json.pow_status).toEqual({ status: 'NOT_LOADED' });
  });

  it('ends when it is to prove without cards', async () => {
    await using node = await TestNode.start({ gpus: { ...defaultNodeSettings.gpus, count: 0 } });
    expect((await node.get('/health')).status).toBe(503);
    expect((await node.post(`${api}/pow/init`, legacy)).status).toBe(503);
    await node.clock.advance(300);
    await expect(node.get('/readyz')).rejects.toThrow();
  });

  it('trains', async () => {
    await using node = await TestNode.start();
    const body = { train_config: {}, train_env: {} };
    const said = [];
    for (const [path, sent] of [
      ['start', {}],
      ['start', body],
      ['start', body],
      ['stop', {}],
      ['stop', {}],
    ] as const) {
      said.push((await node.post(`${api}/train/${path}`, sent)).status);
    }
    expect(said).toEqual([422, 200, 400, 200, 400]);
  });

  it('fits as many instances on its cards as the model leaves', async () => {
    await using node = await TestNode.start({ gpus: { ...defaultNodeSettings.gpus, count: 8 } });
    const additional_args = ['--tensor-parallel-size', '4', '--served-model-name', 'a', 'b'];
    await node.post(`${api}/inference/up/async`, { model, dtype: 'auto', additional_args });
    await node.clock.advance(20_000);
    expect((await node.get(`${api}/inference/pow/status`)).json.backends).toHaveLength(2);
    expect((await node.get('/v1/models')).json.data.map(({ id }: { id: string }) => id)).toEqual(['a', 'b']);
  });
});

describe('models', () => {
  const models = `${api}/models`;
  const ask = async (node: TestNode, path: string, hf_repo: string) =>
    (await node.post(`${models}/${path}`, { hf_repo })).json;

  it('come with progress, three at a time, and go', async () => {
    await using node = await TestNode.start();
    expect(await ask(node, 'status', 'a/1')).toMatchObject({ status: 'NOT_FOUND' });
    for (const name of ['a/1', 'a/2', 'a/3'])
      expect(await ask(node, 'download', name)).toMatchObject({ status: 'DOWNLOADING' });
    expect(await ask(node, 'download', 'a/1')).toEqual({ detail: 'Model a/1:latest is already downloading' });
    expect(await ask(node, 'download', 'a/4')).toEqual({ detail: 'Maximum concurrent downloads (3) reached' });
    await node.clock.advance(2000);
    expect((await ask(node, 'status', 'a/1')).progress.elapsed_seconds).toBeGreaterThanOrEqual(2);
    await node.clock.advance(4000);
    expect(await ask(node, 'status', 'a/1')).toMatchObject({ status: 'DOWNLOADED', progress: null });
    expect((await node.get(`${models}/list`)).json.models).toHaveLength(3);
    const gone = await node.send(models, '{"hf_repo":"a/1"}', 'application/json', 'DELETE');
    expect(gone.json.status).toBe('deleted');
    const again = await node.send(models, '{"hf_repo":"a/1"}', 'application/json', 'DELETE');
    expect([again.status, again.json.detail]).toEqual([404, 'Model a/1:latest not found in cache']);
  });

  it('are left alone offline', async () => {
    await using node = await TestNode.start({ hub: { others: 'exist', state: 'offline', repositories: {} } });
    expect(await ask(node, 'download', 'a/1')).toMatchObject({ status: 'IGNORED', task_id: 'a/1:latest:offline' });
  });
});
