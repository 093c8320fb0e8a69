import { ok } from '../answer.js';
import { parsePythonJson } from '../python/json.js';
import { type Completions, eventStream, events, modelList, type Serving } from './completions.js';

const created = 1_700_000_000;

const answerOf = ({ port, names: [model] }: Serving) => ({
  id: 'chatcmpl-stub',
  object: 'chat.completion',
  created,
  model,
  choices: [{ index: 0, message: { role: 'assistant', content: `stub answer from ${port}` }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});

const chunkOf = (content: string): object => ({
  id: 'chatcmpl-stub',
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta: { content } }],
});

/** The stand-in for a language model behind the recordings (vectors: mlnode/README): it says where it runs. */
export const stubCompletions: Completions = {
  models: (serving) => ok(modelList(serving, created, 4096)),
  chat(serving, { body }) {
    const { stream } = parsePythonJson(new TextDecoder().decode(body)) as { stream?: unknown };
    if (stream !== true) return ok(answerOf(serving));
    return { status: 200, headers: eventStream, chunks: events(['Hello', ' from', ' stub'].map(chunkOf)) };
  },
  complete: (serving) => ok(answerOf(serving)),
};
