import { describe, expect, it } from 'vitest';
import { startMlNode, VirtualClock } from '../../../src/mlnode/index.js';

const post = (url: string, body?: unknown) =>
  fetch(url, {
    method: 'POST',
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });

const poc = {
  block_hash: 'AB',
  block_height: 5,
  public_key: 'me',
  node_id: 0,
  node_count: 1,
  params: { model: 'org/model', seq_len: 1024 },
};

describe('a node from cold to vectors', () => {
  it('deploys, makes the same vectors twice, and stops', async () => {
    const clock = new VirtualClock();
    await using node = await startMlNode({ clock });
    const api = `${node.url}/api/v1`;
    const up = await post(`${api}/inference/up/async`, { model: 'org/model', dtype: 'auto' });
    expect(await up.json()).toEqual({ status: 'starting', message: 'Inference startup initiated in background' });
    await clock.advance(10_000);
    const state = await (await fetch(`${api}/state`)).json();
    expect(state).toMatchObject({ state: 'INFERENCE', loaded_model: 'org/model', poc_status: 'IDLE' });

    const ask = async () => {
      const answer = post(`${api}/inference/pow/generate`, { ...poc, nonces: [1, 2], wait: true });
      for (let i = 0; i < 50; i++) {
        await new Promise((resolve) => setTimeout(resolve, 2));
        await clock.advance(100);
      }
      return (await (await answer).json()) as { artifacts: unknown };
    };
    const [first, second] = [await ask(), await ask()];
    expect(first.artifacts).toHaveLength(2);
    expect(second.artifacts).toEqual(first.artifacts);
  });
});
