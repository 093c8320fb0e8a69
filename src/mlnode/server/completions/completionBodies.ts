import {
  boolean,
  type Check,
  float,
  type Issue,
  integer,
  list,
  type ModelOf,
  model,
  nullable,
  optional,
  type PyInt,
  text,
} from '../python/pydantic.js';

const anything: Check<unknown> = (input) => input;

const enforced = model({
  tokens: list(model({ token: text, top_tokens: optional(nullable(list(text)), null) })),
});

const samplingFields = {
  model: text,
  max_tokens: optional(nullable(integer), null),
  temperature: optional(nullable(float), null),
  seed: optional(nullable(integer), null),
  n: optional(nullable(integer), null),
  stream: optional(nullable(boolean), null),
  enforced_tokens: optional(nullable(enforced), null),
};

/** `POST /v1/chat/completions`, as far as a simulated model listens. Other fields are passed over. */
export const chatFields = {
  ...samplingFields,
  messages: list(model({ role: text, content: optional(anything, null) })),
  logprobs: optional(nullable(boolean), null),
  top_logprobs: optional(nullable(integer), null),
};

/** `POST /v1/completions`. */
export const completionFields = {
  ...samplingFields,
  prompt: anything,
  logprobs: optional(nullable(integer), null),
};

export const chatBody = model(chatFields);
export const completionBody = model(completionFields);
export type ChatBody = ModelOf<typeof chatFields>;
export type CompletionBody = ModelOf<typeof completionFields>;
export type SamplingBody = ModelOf<typeof samplingFields>;

/** A fault in vLLM's own words. */
export const fault = (field: string, msg: string, input: unknown): Issue => ({
  type: 'value_error',
  loc: ['body', field],
  msg,
  input,
});

/** A whole number, or what stands for it when none was given. */
export const countOf = (value: PyInt | null, otherwise: number): number => (value === null ? otherwise : Number(value));
