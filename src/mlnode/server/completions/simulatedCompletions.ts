import { sfc32 } from '../../../validation/random.js';
import { type Answer, HttpException, ok } from '../answer.js';
import { numberOf } from '../backend/modelNames.js';
import { sleep } from '../clock.js';
import { type ApiRequest, InvalidBody, readBody } from '../http/request.js';
import type { Machine } from '../vectors/hardwareNoise.js';
import { seedOf } from '../vectors/normalStream.js';
import {
  type ChatBody,
  type CompletionBody,
  chatBody,
  completionBody,
  countOf,
  fault,
  type SamplingBody,
} from './completionBodies.js';
import { type Completions, eventStream, events, modelList, type Serving } from './completions.js';
import { after, type Candidate, choose, considered, contextOf, nextTokens } from './simulatedLanguage.js';

/** A token of an answer, and what else was likely there. */
interface Said {
  readonly token: string;
  readonly logprob: number;
  readonly top: readonly Candidate[];
}

interface Spoken {
  readonly said: readonly Said[];
  readonly finish: 'stop' | 'length';
}

const defaultMaxTokens = 64;
const defaultModelLen = 32_768;
/** One answer in so many ends of itself at each place. */
const endsOnceIn = 97;
const mostChoices = 16;
/** Tokens after which other requests have their turn. */
const pauseEvery = 200;

export interface LanguageSettings extends Machine {
  /** Model that is really run, when it is not the one that is claimed. */
  readonly computes?: string;
  readonly tokensPerSecond?: number;
}

/**
 * Answers of a language that only this simulator speaks: fixed by model, prompt and seed, with log probabilities that differ
 * from machine to machine as little, or as much, as real ones do.
 */
export function simulatedCompletions(settings: LanguageSettings): Completions {
  const { tokensPerSecond = 2000 } = settings;
  const answer = async (serving: Serving, body: SamplingBody, prompt: string, top: number, form: Form) => {
    checkModel(serving, body);
    const modelLen = numberOf(serving.additionalArgs, '--max-model-len') ?? defaultModelLen;
    const choices: Spoken[] = [];
    for (let choice = 0; choice < Math.min(mostChoices, Math.max(1, countOf(body.n, 1))); choice++) {
      choices.push(await speak(settings, serving.model, body, prompt, { top, choice, most: modelLen }));
    }
    const tokens = choices.reduce((sum, { said }) => sum + said.length, 0);
    await sleep(serving.clock, (tokens * 1000) / tokensPerSecond);
    return form(serving, body, choices, usageOf(prompt, tokens));
  };
  return {
    models: (serving) => {
      const modelLen = numberOf(serving.additionalArgs, '--max-model-len') ?? defaultModelLen;
      return ok(modelList(serving, Math.floor(serving.since / 1000), modelLen));
    },
    chat: (serving, request) => {
      const body = readBody(request, chatBody);
      const prompt = JSON.stringify(body.messages.map(({ role, content }) => [role, content]));
      return answer(serving, body, prompt, wantedTop(body), chatForm(body));
    },
    complete: (serving, request: ApiRequest) => {
      const body = readBody(request, completionBody);
      const top = topInRange('logprobs', countOf(body.logprobs, 0));
      return answer(serving, body, JSON.stringify(body.prompt), top, completionForm(body));
    },
  };
}

type Form = (serving: Serving, body: SamplingBody, choices: readonly Spoken[], usage: object) => Answer;

function checkModel({ names }: Serving, { model }: SamplingBody): void {
  if (!names.includes(model)) throw new HttpException(404, `The model \`${model}\` does not exist.`);
}

function wantedTop({ logprobs, top_logprobs }: ChatBody): number {
  const top = countOf(top_logprobs, 0);
  if (top > 0 && logprobs !== true) {
    throw new InvalidBody([fault('top_logprobs', 'when using `top_logprobs`, `logprobs` must be set to true.', top)]);
  }
  return topInRange('top_logprobs', top);
}

function topInRange(field: string, top: number): number {
  if (top >= 0 && top <= considered) return top;
  throw new InvalidBody([fault(field, `must be between 0 and ${considered}.`, top)]);
}

async function speak(
  { hardware, precision, computes }: LanguageSettings,
  loaded: string,
  body: SamplingBody,
  prompt: string,
  { top, choice, most }: { top: number; choice: number; most: number },
): Promise<Spoken> {
  const speaker = { hardware, precision, model: computes ?? loaded };
  const enforced = body.enforced_tokens?.tokens;
  if (enforced !== undefined && enforced.length > most) {
    throw new InvalidBody([fault('enforced_tokens', `must not be longer than ${most}.`, enforced.length)]);
  }
  const limit = enforced?.length ?? Math.min(most, Math.max(1, countOf(body.max_tokens, defaultMaxTokens)));
  const uniform = sfc32(seedOf('sampling', String(body.seed ?? 0), prompt), choice);
  const said: Said[] = [];
  let context = contextOf(prompt);
  while (said.length < limit) {
    if (said.length % pauseEvery === pauseEvery - 1) await new Promise((resolve) => setImmediate(resolve));
    const candidates = nextTokens(speaker, context);
    const wanted = enforced?.[said.length]?.token;
    const { token, logprob } =
      wanted === undefined ? choose(candidates, body.temperature ?? 1, uniform()) : known(candidates, wanted);
    said.push({ token, logprob, top: candidates.slice(0, top) });
    context = after(context, token);
    if (enforced === undefined && Number(context) % endsOnceIn === 0) return { said, finish: 'stop' };
  }
  return { said, finish: enforced === undefined ? 'length' : 'stop' };
}

/** A token that was not considered is one step less likely than the last one that was. */
const known = (candidates: readonly Candidate[], token: string): Candidate =>
  candidates.find((one) => one.token === token) ?? { token, logprob: candidates.at(-1)!.logprob - 1 };

const textOf = ({ said }: Spoken): string =>
  said
    .map(({ token }) => token)
    .join('')
    .trimStart();

function usageOf(prompt: string, completion_tokens: number): object {
  const prompt_tokens = Math.max(1, Math.ceil(prompt.length / 4));
  return { prompt_tokens, total_tokens: prompt_tokens + completion_tokens, completion_tokens };
}

const bytesOf = (token: string): number[] => [...Buffer.from(token, 'utf8')];

const logprobsOf = ({ said }: Spoken): object => ({
  content: said.map(({ token, logprob, top }) => ({
    token,
    logprob,
    bytes: bytesOf(token),
    top_logprobs: top.map((one) => ({ token: one.token, logprob: one.logprob, bytes: bytesOf(one.token) })),
  })),
});

const chatForm =
  ({ logprobs }: ChatBody): Form =>
  (serving, { stream, model }, choices, usage) => {
    const id = `chatcmpl-${serving.newId()}`;
    const created = Math.floor(serving.clock.now() / 1000);
    if (stream === true) return streamed({ id, object: 'chat.completion.chunk', created, model }, choices);
    return ok({
      id,
      object: 'chat.completion',
      created,
      model,
      choices: choices.map((spoken, index) => ({
        index,
        message: { role: 'assistant', content: textOf(spoken) },
        logprobs: logprobs === true ? logprobsOf(spoken) : null,
        finish_reason: spoken.finish,
        stop_reason: null,
      })),
      usage,
    });
  };

function streamed(head: object, choices: readonly Spoken[]): Answer {
  const chunk = (index: number, delta: object, finish_reason: string | null): object => ({
    ...head,
    choices: [{ index, delta, logprobs: null, finish_reason }],
  });
  const objects = choices.flatMap(({ said, finish }, index) => [
    chunk(index, { role: 'assistant', content: '' }, null),
    ...said.map(({ token }, i) => chunk(index, { content: i === 0 ? token.trimStart() : token }, null)),
    chunk(index, {}, finish),
  ]);
  return { status: 200, headers: eventStream, chunks: events(objects) };
}

const completionForm =
  ({ logprobs }: CompletionBody): Form =>
  (serving, { stream, model }, choices, usage) => {
    const head = {
      id: `cmpl-${serving.newId()}`,
      object: 'text_completion',
      created: Math.floor(serving.clock.now() / 1000),
      model,
    };
    if (stream === true) {
      const objects = choices.flatMap(({ said, finish }, index) =>
        said.map(({ token }, i) => ({
          ...head,
          choices: [{ index, text: token, logprobs: null, finish_reason: i === said.length - 1 ? finish : null }],
        })),
      );
      return { status: 200, headers: eventStream, chunks: events(objects) };
    }
    const rows = choices.map((spoken, index) => ({
      index,
      text: textOf(spoken),
      logprobs: logprobs === null ? null : tokenTable(spoken),
      finish_reason: spoken.finish,
      stop_reason: null,
    }));
    return ok({ ...head, choices: rows, usage });
  };

function tokenTable({ said }: Spoken): object {
  const offsets = [0];
  for (const { token } of said) offsets.push(offsets.at(-1)! + token.length);
  return {
    text_offset: offsets.slice(0, -1),
    token_logprobs: said.map(({ logprob }) => logprob),
    tokens: said.map(({ token }) => token),
    top_logprobs: said.map(({ top }) => Object.fromEntries(top.map(({ token, logprob }) => [token, logprob]))),
  };
}
