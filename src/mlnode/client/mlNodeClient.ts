import type { z } from 'zod';
import { CodedError } from '../../util/errors.js';
import { mlnodeErrors } from '../errors.js';
import { type Clock, realClock } from '../server/clock.js';
import type {
  CacheSpace,
  DeleteAnswer,
  DownloadAnswer,
  GenerateAnswer,
  GeneratedResult,
  GenerateRequest,
  Health,
  InitGenerateAnswer,
  InitGenerateRequest,
  ModelList,
  ModelStatusAnswer,
  NodeState,
  PowStatus,
  PowStopAnswer,
  UpRequest,
  UpStatus,
  ValidatedResult,
} from '../wire.js';
import type { Answer, CallFailure } from './answer.js';
import { AnswerTooLong, type HttpCall, type Send, sendHttp } from './send.js';
import * as shapes from './shapes.js';

/** What a call is allowed. */
export interface CallLimits {
  /** Seconds until the whole answer must be there. */
  readonly seconds?: number;
  /** Ends the call at once. */
  readonly signal?: AbortSignal;
}

export interface ClientOptions {
  readonly clock?: Clock;
  readonly send?: Send;
}

/** Seconds that calls get when nothing else is said, as the service's own tools have it. */
export const defaultSeconds = { GET: 10, POST: 60, DELETE: 60 } as const;

/** Milliseconds; timers of more fire at once. */
const longestTimer = 2 ** 31 - 1;

type Model = { readonly hf_repo: string; readonly hf_commit?: string | null };
type Completed<T> = T & { readonly status: 'completed'; readonly request_id: string };

/**
 * The MLNode API, typed. A call never throws: what goes wrong is a value with route, status and body. Each ends in bounded
 * time, whatever the server does.
 */
export class MlNodeClient {
  /** Without a slash at its end. */
  readonly url: string;
  readonly #clock: Clock;
  readonly #send: Send;

  /** @throws mlnode/10 (urlInvalid) */
  constructor(url: string, { clock = realClock, send = sendHttp }: ClientOptions = {}) {
    this.url = checkedUrl(url);
    this.#clock = clock;
    this.#send = send;
  }

  modelStatus(model: Model, limits?: CallLimits): Promise<Answer<ModelStatusAnswer>> {
    return this.#post('/models/status', withCommit(model), shapes.modelStatusShape, limits);
  }

  downloadModel(model: Model, limits?: CallLimits): Promise<Answer<DownloadAnswer>> {
    return this.#post('/models/download', withCommit(model), shapes.downloadShape, limits);
  }

  deleteModel(model: Model, limits?: CallLimits): Promise<Answer<DeleteAnswer>> {
    return this.#call('DELETE', '/models', withCommit(model), shapes.deleteShape, limits);
  }

  listModels(limits?: CallLimits): Promise<Answer<ModelList>> {
    return this.#get('/models/list', shapes.modelListShape, limits);
  }

  cacheSpace(limits?: CallLimits): Promise<Answer<CacheSpace>> {
    return this.#get('/models/space', shapes.cacheSpaceShape, limits);
  }

  /** Starts inference and waits for it; `upAsync` does not wait. */
  up(request: UpRequest, limits?: CallLimits): Promise<Answer<{ readonly status: string }>> {
    return this.#post('/inference/up', request, shapes.plainStatusShape, limits);
  }

  upAsync(request: UpRequest, limits?: CallLimits): Promise<Answer<{ readonly status: string }>> {
    return this.#post('/inference/up/async', request, shapes.plainStatusShape, limits);
  }

  upStatus(limits?: CallLimits): Promise<Answer<UpStatus>> {
    return this.#get('/inference/up/status', shapes.upStatusShape, limits);
  }

  down(limits?: CallLimits): Promise<Answer<{ readonly status: string }>> {
    return this.#post('/inference/down', {}, shapes.plainStatusShape, limits);
  }

  initGenerate(request: InitGenerateRequest, limits?: CallLimits): Promise<Answer<InitGenerateAnswer>> {
    return this.#post('/inference/pow/init/generate', request, shapes.initGenerateShape, limits);
  }

  powStatus(limits?: CallLimits): Promise<Answer<PowStatus>> {
    return this.#get('/inference/pow/status', shapes.powStatusShape, limits);
  }

  powStop(limits?: CallLimits): Promise<Answer<PowStopAnswer>> {
    return this.#post('/inference/pow/stop', {}, shapes.plainStatusShape, limits);
  }

  /** Has vectors made, and waits for them. */
  makeVectors(request: GenerateRequest, limits?: CallLimits): Promise<Answer<Completed<GeneratedResult>>> {
    return this.#post('/inference/pow/generate', { ...request, wait: true }, shapes.generatedShape, limits);
  }

  /** Has vectors made again and compared, and waits for the verdict. */
  validateVectors(request: GenerateRequest, limits?: CallLimits): Promise<Answer<Completed<ValidatedResult>>> {
    return this.#post('/inference/pow/generate', { ...request, wait: true }, shapes.validatedShape, limits);
  }

  /** Queues a job. */
  queueVectors(request: GenerateRequest, limits?: CallLimits): Promise<Answer<GenerateAnswer>> {
    return this.#post('/inference/pow/generate', { ...request, wait: false }, shapes.generateShape, limits);
  }

  /** What became of a queued job. */
  queuedVectors(requestId: string, limits?: CallLimits): Promise<Answer<GenerateAnswer>> {
    return this.#get(`/inference/pow/generate/${encodeURIComponent(requestId)}`, shapes.generateShape, limits);
  }

  state(limits?: CallLimits): Promise<Answer<NodeState>> {
    return this.#get('/state', shapes.stateShape, limits);
  }

  stop(limits?: CallLimits): Promise<Answer<{ readonly status: string }>> {
    return this.#post('/stop', {}, shapes.plainStatusShape, limits);
  }

  /** Stands beside the API; an unhealthy node answers 503, which is a failure with the same body. */
  health(limits?: CallLimits): Promise<Answer<Health>> {
    return this.#call('GET', '/health', undefined, shapes.healthShape, limits, '');
  }

  #get<T>(route: string, shape: z.ZodType, limits?: CallLimits): Promise<Answer<T>> {
    return this.#call('GET', route, undefined, shape, limits);
  }

  #post<T>(route: string, body: unknown, shape: z.ZodType, limits?: CallLimits): Promise<Answer<T>> {
    return this.#call('POST', route, body, shape, limits);
  }

  async #call<T>(
    method: HttpCall['method'],
    route: string,
    body: unknown,
    shape: z.ZodType,
    { seconds = defaultSeconds[method], signal }: CallLimits = {},
    base = '/api/v1',
  ): Promise<Answer<T>> {
    const failed = (kind: CallFailure['kind'], why: string, status?: number, text = ''): Answer<T> => {
      const message = `${method} ${route}${why}`;
      return { ok: false, failure: { kind, method, route, status, body: text, message } };
    };
    if (signal?.aborted) return failed(mlnodeErrors.callAborted, ' was given up');
    const ended = new AbortController();
    const abort = () => ended.abort();
    signal?.addEventListener('abort', abort, { once: true });
    const cancel = this.#clock.after(Math.min(seconds * 1000, longestTimer), abort);
    const call = { method, url: this.url + base + route, ...(body !== undefined && { body: JSON.stringify(body) }) };
    try {
      const { status, body: text } = await this.#send(call, ended.signal);
      if (status < 200 || status > 299)
        return failed(mlnodeErrors.callFailed, ` failed: ${status} ${text}`, status, text);
      const read = readJson(text, shape);
      if ('fault' in read) return failed(mlnodeErrors.answerInvalid, `: ${read.fault}`, status, text);
      return { ok: true, status, body: text, value: read.value as T };
    } catch (error) {
      if (signal?.aborted) return failed(mlnodeErrors.callAborted, ' was given up');
      if (ended.signal.aborted)
        return failed(mlnodeErrors.timedOut, `: no whole answer from ${this.url} within ${seconds} s`);
      if (error instanceof AnswerTooLong) return failed(mlnodeErrors.answerInvalid, `: ${error.message}`);
      const { message } = error as Error;
      return cameThrough(error as NodeJS.ErrnoException)
        ? failed(
            mlnodeErrors.connectionBroken,
            `: ${this.url} closed the connection before its answer was whole (${message})`,
          )
        : failed(mlnodeErrors.unreachable, `: no answer from ${this.url}: ${message}`);
    } finally {
      cancel();
      signal?.removeEventListener('abort', abort);
    }
  }
}

const withCommit = ({ hf_repo, hf_commit = null }: Model) => ({ hf_repo, hf_commit });

/** Whether there was a connection at all. */
const cameThrough = ({ code = '' }: NodeJS.ErrnoException): boolean =>
  code === 'ECONNRESET' || code === 'EPIPE' || code.startsWith('HPE_');

function readJson(text: string, shape: z.ZodType): { readonly value: unknown } | { readonly fault: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: `the answer is not JSON: ${JSON.stringify(text.slice(0, 120))}` };
  }
  const { error } = shape.safeParse(value);
  if (error === undefined) return { value };
  const { path, message } = error.issues[0]!;
  return { fault: `not the answer expected: ${path.join('.') || 'the whole'}: ${message}` };
}

function checkedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && (url.protocol === 'http:' || url.protocol === 'https:')) return text.replace(/\/+$/, '');
  throw new CodedError(
    mlnodeErrors.urlInvalid,
    `${JSON.stringify(text)} is no http(s) address, as http://127.0.0.1:8080 is one`,
  );
}
