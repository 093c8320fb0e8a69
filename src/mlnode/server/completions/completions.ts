import type { Answer } from '../answer.js';
import type { Clock } from '../clock.js';
import type { ApiRequest } from '../http/request.js';

/** The instance that answers. */
export interface Serving {
  readonly clock: Clock;
  readonly port: number;
  readonly model: string;
  /** What requests may call it, the first of which it calls itself. */
  readonly names: readonly string[];
  readonly additionalArgs: readonly string[];
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly newId: () => string;
}

/** The OpenAI-compatible routes of an instance. */
export interface Completions {
  models(serving: Serving): Answer;
  chat(serving: Serving, request: ApiRequest): Answer | Promise<Answer>;
  complete(serving: Serving, request: ApiRequest): Answer | Promise<Answer>;
}

export const eventStream = { 'content-type': 'text/event-stream; charset=utf-8' };

/** Server-sent events of JSON objects, with OpenAI's end. */
export async function* events(objects: Iterable<object>): AsyncGenerator<string> {
  for (const object of objects) yield `data: ${JSON.stringify(object)}\n\n`;
  yield 'data: [DONE]\n\n';
}

/** Entries of `GET /v1/models`. */
export const modelList = (serving: Serving, created: number, maxModelLen: number): object => ({
  object: 'list',
  data: serving.names.map((id) => ({
    id,
    object: 'model',
    created,
    owned_by: 'vllm',
    root: serving.model,
    parent: null,
    max_model_len: maxModelLen,
  })),
});
