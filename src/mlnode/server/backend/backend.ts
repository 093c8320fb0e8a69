import { type Answer, HttpException, json, ok } from '../answer.js';
import { type Clock, late, within } from '../clock.js';
import type { Completions, Serving } from '../completions/completions.js';
import type { ApiRequest } from '../http/request.js';
import type { GenerateBody, InitBody } from '../pocBodies.js';
import { CallbackQueue } from './callbackQueue.js';
import { type JobResult, jobLimit, runJob, waitLimit } from './compute.js';
import { callbackUrl, type Outlet } from './deliver.js';
import type { Engine } from './engine.js';
import type { ErrorHandlers } from './errorHandlers.js';
import { Generation } from './generation.js';
import { JobQueue, type QueueLimits } from './jobQueue.js';
import { modelNames } from './modelNames.js';

/** How an instance misbehaves towards the proxy; changed while it runs. */
export interface BackendFaults {
  /** Answered to the proxy's health poll instead of 200. */
  unhealthy: boolean;
  /** Texts that its status and its stop fail with. */
  status: string | undefined;
  stop: string | undefined;
}

export interface BackendSettings extends QueueLimits {
  readonly handlers: ErrorHandlers;
  /** Seconds for a batch of a job. */
  readonly chunkTimeout: number;
  readonly batchSize: number;
}

export const defaultBackendSettings = {
  chunkTimeout: 60,
  batchSize: 32,
  queuedNonces: 100_000,
  resultTtl: 300,
  expiry: 'atNextJob',
} as const satisfies Omit<BackendSettings, 'handlers'>;

/** The PoC shape that an instance was deployed with, when it has one. */
export interface PinnedParams {
  readonly seqLen: number;
  readonly kDim: number;
}

/** What an instance is made of. */
export interface BackendParts {
  readonly clock: Clock;
  readonly port: number;
  readonly model: string;
  readonly additionalArgs: readonly string[];
  readonly engine: Engine;
  readonly outlet: Outlet;
  readonly completions: Completions;
  readonly newId: () => string;
  readonly settings: BackendSettings;
  /** Told how far it has come. */
  readonly reached: (step: 'serving' | 'generating') => void;
}

const refusedWhileGenerating = json(503, {
  error: {
    message: 'PoC generation is active. Inference requests are temporarily unavailable.',
    type: 'service_unavailable',
    param: null,
    code: 503,
  },
});

/** One inference server, as the fork of vLLM has it: a loaded model, its PoC routes and its queue. */
export class Backend {
  readonly faults: BackendFaults = { unhealthy: false, status: undefined, stop: undefined };
  readonly names: readonly string[];
  readonly #callbacks: CallbackQueue;
  readonly #queue: JobQueue;
  readonly #since: number;
  #generation: Generation | undefined;
  pinned: PinnedParams | undefined;
  /** Whether its port answers; a process starts up, and may die. */
  listening = false;
  /** Requests of the proxy that it has not answered yet. */
  connections = 0;

  constructor(readonly parts: BackendParts) {
    const { clock, engine, outlet, model, settings } = parts;
    this.#since = clock.now();
    this.names = modelNames(model, parts.additionalArgs);
    this.#callbacks = new CallbackQueue(outlet);
    const limit = jobLimit(settings.chunkTimeout);
    this.#queue = new JobQueue(
      {
        clock,
        idle: async () => this.#generation?.ended,
        run: (body, signal) => runJob(clock, engine, model, body, limit, signal),
        done: (id, body, result) => this.#callBack(id, body, result),
      },
      settings,
    );
  }

  get port(): number {
    return this.parts.port;
  }

  get generating(): boolean {
    return this.#generation !== undefined;
  }

  /** @throws HttpException 409, 503 */
  initGenerate(body: InitBody): Answer {
    this.#checkParams(body.params);
    this.#checkEngine();
    if (this.#generation !== undefined) throw new HttpException(409, 'Already generating');
    const { outlet, engine, model } = this.parts;
    this.#generation = new Generation(outlet, engine, model, body);
    this.#generation.start();
    this.parts.reached('generating');
    return ok({ status: 'OK', pow_status: { status: 'GENERATING' } });
  }

  status(): Answer {
    if (this.faults.status !== undefined) return { status: 500, text: this.faults.status };
    if (this.#generation === undefined) return ok({ status: 'IDLE', config: null, stats: null });
    const { config, stats } = this.#generation;
    return ok({ status: 'GENERATING', config, stats });
  }

  stop(): Answer {
    if (this.faults.stop !== undefined) return { status: 500, text: this.faults.stop };
    this.#stop();
    return ok({ status: 'OK', pow_status: { status: 'STOPPED' } });
  }

  /** Its port answers from now on. */
  serve(): void {
    this.listening = true;
    this.parts.reached('serving');
  }

  /** Ends everything, as the end of a process does. */
  kill(): void {
    this.listening = false;
    this.#stop();
  }

  /** @throws HttpException 400, 409, 429, 503, and PythonException where the service breaks */
  async generate(body: GenerateBody): Promise<Answer> {
    this.#checkParams(body.params);
    this.#checkEngine();
    if (body.validation !== null && !sameNonces(body.nonces, body.validation.artifacts)) {
      throw new HttpException(400, 'validation.artifacts nonces must match nonces field');
    }
    const { newId, clock, engine, model, settings } = this.parts;
    const request_id = newId();
    if (!body.wait) {
      this.#queue.add(request_id, body);
      return ok({ status: 'queued', request_id, queued_count: body.nonces.length });
    }
    const limit = waitLimit(settings.chunkTimeout);
    if (this.#generation !== undefined) {
      const ended = await within(clock, limit.milliseconds, this.#generation.ended);
      if (ended === late) throw limit.exceeded('engine', 0);
    }
    return ok({ status: 'completed', request_id, ...(await runJob(clock, engine, model, body, limit)) });
  }

  /** @throws HttpException 404 */
  result(id: string): Answer {
    const outcome = this.#queue.outcomeOf(id);
    if (outcome === undefined) throw new HttpException(404, `Request ${id} not found`);
    const head = { status: outcome.status, request_id: id };
    if (outcome.status === 'completed') return ok({ ...head, ...outcome.result });
    return ok(outcome.status === 'failed' ? { ...head, error: outcome.error } : head);
  }

  models(): Answer {
    return this.parts.completions.models(this.#serving);
  }

  chat(request: ApiRequest): Answer | Promise<Answer> {
    return this.generating ? refusedWhileGenerating : this.parts.completions.chat(this.#serving, request);
  }

  complete(request: ApiRequest): Answer | Promise<Answer> {
    return this.generating ? refusedWhileGenerating : this.parts.completions.complete(this.#serving, request);
  }

  get #serving(): Serving {
    return { ...this.parts, names: this.names, since: this.#since };
  }

  #stop(): void {
    this.#generation?.stop();
    this.#generation = undefined;
    this.#queue.stop();
    this.#callbacks.stop();
  }

  #callBack(id: string, { url, ...body }: GenerateBody, result: JobResult): void {
    if (url === null) return;
    const { block_hash, block_height, public_key, node_id } = body;
    const head = { request_id: id, block_hash, block_height, public_key, node_id };
    const name = 'artifacts' in result ? 'generated' : 'validated';
    this.#callbacks.push(callbackUrl(url, name), { ...head, ...result });
  }

  #checkParams({ model, seq_len, k_dim }: InitBody['params']): void {
    const { pinned } = this;
    const requested = { model, seq_len, k_dim };
    if (!this.names.includes(model)) {
      const deployed = { model: this.names, seq_len: pinned?.seqLen ?? null, k_dim: pinned?.kDim ?? null };
      throw new HttpException(409, { error: 'params mismatch', requested, deployed });
    }
    if (pinned === undefined) return;
    const fields = [...(seq_len === pinned.seqLen ? [] : ['seq_len']), ...(k_dim === pinned.kDim ? [] : ['k_dim'])];
    if (fields.length === 0) return;
    const deployed = { model: this.names[0], seq_len: pinned.seqLen, k_dim: pinned.kDim };
    throw new HttpException(409, { error: 'params mismatch', fields, requested, deployed });
  }

  #checkEngine(): void {
    if (this.parts.engine.faults.condition === 'missing') throw new HttpException(503, 'Engine not available');
  }
}

function sameNonces(nonces: GenerateBody['nonces'], artifacts: readonly { nonce: number | bigint }[]): boolean {
  const asked = new Set(nonces);
  const given = new Set(artifacts.map(({ nonce }) => nonce));
  return asked.size === given.size && [...asked].every((nonce) => given.has(nonce));
}
