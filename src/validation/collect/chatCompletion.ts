import { z } from 'zod';
import { CodedError } from '../../util/errors.js';
import type { Answer, Position } from '../distance/position.js';
import { validationErrors } from '../errors.js';
import type { RequestParams } from '../records/record.js';
import { short, type World, withRetries } from './http.js';

const tokenJson = z.object({ token: z.string(), logprob: z.number() });
const choiceJson = z.object({
  message: z.object({ content: z.string().nullish() }).nullish(),
  logprobs: z
    .object({ content: z.array(tokenJson.extend({ top_logprobs: z.array(tokenJson).nullish() })).nullish() })
    .nullish(),
});
const completionJson = z.object({ choices: z.array(choiceJson).min(1) });

/** Where a model answers. */
export interface Endpoint {
  readonly url: string;
  readonly model: string;
}

/**
 * The answer in a chat completion: text of the first choice, and the tokens of all of them with their top log
 * probabilities, as the API node reads it.
 *
 * @throws serverFailed when it is none
 */
export function answerOf(completion: unknown, where: string): Answer {
  const read = completionJson.safeParse(completion);
  if (!read.success) {
    const { path, message } = read.error.issues[0]!;
    throw new CodedError(validationErrors.serverFailed, `${where}: ${path.map(String).join('.')}: ${message}`);
  }
  const { choices } = read.data;
  const positions = choices.flatMap(({ logprobs }) =>
    (logprobs?.content ?? []).map(
      ({ token, top_logprobs }): Position => ({
        token,
        candidates: (top_logprobs ?? []).map((one) => one.token),
        logprobs: (top_logprobs ?? []).map((one) => one.logprob),
      }),
    ),
  );
  return { text: choices[0]!.message?.content ?? '', positions };
}

/** What every request says: sampling, and that log probabilities are wanted. */
const requestBody = (model: string, prompt: string, params: RequestParams) => ({
  model,
  messages: [{ role: 'user', content: prompt }],
  stream: false,
  n: 1,
  logprobs: true,
  top_logprobs: params.topLogprobs,
  max_tokens: params.maxTokens,
  temperature: params.temperature,
  seed: params.seed,
  top_p: params.topP,
  top_k: params.topK,
  repetition_penalty: params.repetitionPenalty,
  skip_special_tokens: false,
  ...params.additionalParams,
});

/** Lets a model answer a prompt. */
export const infer = (world: World, endpoint: Endpoint, prompt: string, params: RequestParams): Promise<Answer> =>
  complete(world, endpoint, params, requestBody(endpoint.model, prompt, params));

/** Lets a model say the tokens of an answer once more (enforced tokens), and tell what it thinks of each. */
export function validate(
  world: World,
  endpoint: Endpoint,
  prompt: string,
  answer: Answer,
  params: RequestParams,
): Promise<Answer> {
  const tokens = answer.positions.map(({ token, candidates }) => ({ token, top_tokens: candidates }));
  const body = { ...requestBody(endpoint.model, prompt, params), enforced_tokens: { tokens } };
  return complete(world, endpoint, params, body);
}

async function complete(world: World, { url }: Endpoint, params: RequestParams, body: object): Promise<Answer> {
  const { timeoutSeconds = 300, retriesMaxAttempts = 3 } = params;
  const { retryBackoffSecondsStart: start = 1, retryBackoffMultiplier: multiplier = 2 } = params;
  const where = `${url}/v1/chat/completions`;
  const { status, text } = await withRetries(world, { attempts: retriesMaxAttempts, start, multiplier }, where, () =>
    world.request('POST', where, body, timeoutSeconds),
  );
  if (status !== 200) {
    throw new CodedError(validationErrors.serverFailed, `${where} answered ${status}: ${short(text)}`);
  }
  return answerOf(parsed(text, where), where);
}

function parsed(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CodedError(validationErrors.serverFailed, `${where} answered no JSON: ${short(text)}`, { cause });
  }
}
