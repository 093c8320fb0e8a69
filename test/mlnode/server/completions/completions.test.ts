import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settingsFor } from '../../../../src/mlnode/server/behaviourSettings.js';
import { answerOf } from '../../../../src/validation/collect/chatCompletion.js';
import { compareAnswers } from '../../../../src/validation/distance/distances.js';
import type { Answer } from '../../../../src/validation/distance/position.js';
import { model, poc, TestNode } from '../running.js';

const service = { service: 'recorded', engine: 'simulated', references: [] } as const;
const path = '/v1/chat/completions';
const messages = [{ role: 'user', content: 'Why is the sky blue?' }];
const asked = { model, messages, logprobs: true, top_logprobs: 4, max_tokens: 120, temperature: 0.99, seed: 42 };

describe('completions', () => {
  let honest: TestNode;
  let other: TestNode;
  let cheater: TestNode;
  beforeAll(async () => {
    const start = (behaviour: object) => TestNode.deployed(settingsFor(behaviour, 's', service));
    [honest, other, cheater] = await Promise.all([
      start({ hardware: 'H100' }),
      start({ hardware: 'B200' }),
      start({ hardware: 'H200', precision: 'w8a16' }),
    ]);
  });
  afterAll(async () => {
    for (const node of [honest, other, cheater]) await node[Symbol.asyncDispose]();
  });

  const answer = async (node: TestNode, change: object = {}): Promise<Answer> => {
    const { status, json, text } = await node.post(path, { ...asked, ...change });
    expect(status, text).toBe(200);
    return answerOf(json, 'test');
  };
  const distance = async (node: TestNode): Promise<number> => {
    const first = await answer(node);
    const tokens = first.positions.map(({ token, candidates }) => ({ token, top_tokens: candidates }));
    const again = await answer(honest, { enforced_tokens: { tokens } });
    const compared = compareAnswers(first.positions, again.positions, 'distance2');
    if (compared.kind !== 'similarity') throw new Error(compared.kind);
    return compared.distance;
  };

  it('say the same to the same seed, and something else to another', async () => {
    expect(await answer(honest)).toEqual(await answer(honest));
    expect((await answer(honest, { seed: 43 })).text).not.toBe((await answer(honest)).text);
  });

  it('repeat enforced tokens, as far away as another machine, or a cheater, is', async () => {
    expect(await distance(honest)).toBeLessThan(0.003);
    expect(await distance(other)).toBeLessThan(0.01);
    expect(await distance(cheater)).toBeGreaterThan(0.02);
  });

  it('come in pieces when they are streamed', async () => {
    const { text } = await honest.post(path, { ...asked, stream: true });
    const events = text.trim().split('\n\n');
    expect(events.at(-1)).toBe('data: [DONE]');
    const chunks = events.slice(0, -1).map((line) => JSON.parse(line.slice('data: '.length)));
    const said = chunks.map(({ choices: [choice] }) => choice.delta.content ?? '').join('');
    expect(said).toBe((await answer(honest)).text);
  });

  it('are there for plain prompts too', async () => {
    const { json } = await honest.post('/v1/completions', { model, prompt: 'Once', max_tokens: 5, logprobs: 2 });
    expect(json.choices[0].logprobs.tokens).toHaveLength(json.usage.completion_tokens);
    expect(Object.keys(json.choices[0].logprobs.top_logprobs[0])).toHaveLength(2);
  });

  it('tell which models there are', async () => {
    const { json } = await honest.get('/v1/models');
    expect(json.data).toMatchObject([{ id: model, root: model, max_model_len: 32_768 }]);
  });

  it('are refused while vectors are made', async () => {
    await other.post('/api/v1/inference/pow/init/generate', poc);
    const { status, json } = await other.post(path, asked);
    expect([status, json.error.type]).toEqual([503, 'service_unavailable']);
    await other.post('/api/v1/inference/pow/stop', {});
    expect((await other.post(path, asked)).status).toBe(200);
  });
});
