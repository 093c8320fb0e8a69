import { HttpException, PythonException } from '../answer.js';
import type { Clock } from '../clock.js';
import type { GenerateBody } from '../pocBodies.js';
import { Dropped, type JobResult } from './compute.js';

type Outcome =
  | { readonly status: 'queued' | 'running' }
  | { readonly status: 'completed'; readonly result: JobResult; readonly at: number }
  | { readonly status: 'failed'; readonly error: string; readonly at: number };

interface Job {
  readonly id: string;
  readonly body: GenerateBody;
  outcome: Outcome;
}

/** What the queue needs of the instance it belongs to. */
export interface QueueHost {
  readonly clock: Clock;
  /** Fulfilled when nothing generates. */
  idle(): Promise<void>;
  run(body: GenerateBody, signal: AbortSignal): Promise<JobResult>;
  done(id: string, body: GenerateBody, result: JobResult): void;
}

export interface QueueLimits {
  readonly queuedNonces: number;
  /** Seconds that a result is kept. */
  readonly resultTtl: number;
  /** Whether results are looked through only when a job ends, as the real service does, or whenever one is asked for. */
  readonly expiry: 'atNextJob' | 'always';
}

/** Jobs that run one after another, when nothing generates, and whose results wait to be asked for. */
export class JobQueue {
  readonly #jobs = new Map<string, Job>();
  #waiting: Job[] = [];
  #running: Job | undefined;
  #end = new AbortController();

  constructor(
    private readonly host: QueueHost,
    private readonly limits: QueueLimits,
  ) {}

  /** @throws HttpException 429 when its nonces do not fit */
  add(id: string, body: GenerateBody): void {
    const queued = this.#nonces();
    const limit = this.limits.queuedNonces;
    if (queued + body.nonces.length > limit) {
      throw new HttpException(429, `Queue full: ${queued} nonces queued, limit is ${limit}`);
    }
    const job: Job = { id, body, outcome: { status: 'queued' } };
    this.#jobs.set(id, job);
    this.#waiting.push(job);
    if (this.#running === undefined) void this.#work();
  }

  outcomeOf(id: string): Outcome | undefined {
    if (this.limits.expiry === 'always') this.#expire();
    return this.#jobs.get(id)?.outcome;
  }

  /** Drops what waits and what runs. */
  stop(): void {
    for (const job of [...this.#waiting, this.#running]) if (job !== undefined) this.#jobs.delete(job.id);
    this.#waiting = [];
    this.#running = undefined;
    this.#end.abort();
    this.#end = new AbortController();
  }

  #nonces(): number {
    return [...this.#waiting, this.#running].reduce((sum, job) => sum + (job?.body.nonces.length ?? 0), 0);
  }

  async #work(): Promise<void> {
    const { signal } = this.#end;
    while (!signal.aborted) {
      const job = this.#waiting.shift();
      this.#running = job;
      if (job === undefined) return;
      job.outcome = { status: 'running' };
      await this.host.idle();
      await this.#run(job, signal);
    }
  }

  async #run(job: Job, signal: AbortSignal): Promise<void> {
    const { clock } = this.host;
    try {
      const result = await this.host.run(job.body, signal);
      if (signal.aborted) return;
      job.outcome = { status: 'completed', result, at: clock.now() };
      this.host.done(job.id, job.body, result);
    } catch (error) {
      if (error instanceof Dropped) return;
      if (!(error instanceof PythonException)) throw error;
      job.outcome = { status: 'failed', error: error.message, at: clock.now() };
    }
    this.#expire();
  }

  #expire(): void {
    const oldest = this.host.clock.now() - this.limits.resultTtl * 1000;
    for (const [id, { outcome }] of this.#jobs) if ('at' in outcome && outcome.at < oldest) this.#jobs.delete(id);
  }
}
