import { noncesOf } from '../../../validation/poc/nonces.js';
import type { GenerationConfig } from '../../wire.js';
import { PythonException } from '../answer.js';
import { sleep } from '../clock.js';
import type { InitBody } from '../pocBodies.js';
import { encodingOf, vectorJob } from './compute.js';
import type { Outlet } from './deliver.js';
import type { Engine } from './engine.js';
import { GenerationSender } from './generationSender.js';

/** Milliseconds after which an engine that failed is tried again. */
const afterFailure = 500;
/** A batch beyond this takes longer than any generation. */
const largestBatch = 100_000;

/** A generation that goes on until it is stopped: batch after batch of the instance's own nonces. */
export class Generation {
  readonly #end = new AbortController();
  readonly #started: number;
  readonly #sender: GenerationSender | undefined;
  /** Fulfilled when it has been stopped. */
  readonly ended: Promise<void>;
  /** Nonces asked of the engine and answered, lost ones included. */
  total = 0;

  constructor(
    private readonly outlet: Outlet,
    private readonly engine: Engine,
    private readonly model: string,
    private readonly body: InitBody,
  ) {
    this.#started = outlet.clock.now();
    const { signal } = this.#end;
    this.ended = new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    const { url, params, public_key, block_hash, block_height, node_id } = body;
    if (url !== null) {
      const delivery = { ...outlet, signal, pause: 0 };
      const head = { public_key, block_hash, block_height, node_id };
      this.#sender = new GenerationSender(delivery, url, head, encodingOf(params.k_dim));
    }
  }

  start(): void {
    void this.#generate();
    void this.#sender?.run();
  }

  stop(): void {
    this.#end.abort();
  }

  get config(): GenerationConfig {
    const { block_hash, public_key, params, ...rest } = this.body;
    return {
      block_hash,
      block_height: Number(rest.block_height),
      public_key,
      node_id: Number(rest.node_id),
      node_count: Number(rest.node_count),
      group_id: Number(rest.group_id),
      n_groups: Number(rest.n_groups),
      seq_len: Number(params.seq_len),
      k_dim: Number(params.k_dim),
    };
  }

  get stats(): { total_processed: number; nonces_per_second: number } {
    const seconds = (this.outlet.clock.now() - this.#started) / 1000;
    return { total_processed: this.total, nonces_per_second: this.total === 0 ? 0 : this.total / seconds };
  }

  async #generate(): Promise<void> {
    const { signal } = this.#end;
    const { config } = this;
    const nonces = noncesOf({
      nodeId: config.node_id,
      nodeCount: config.node_count,
      groupId: config.group_id,
      nGroups: config.n_groups,
    });
    const size = Math.min(largestBatch, Math.max(0, Number(this.body.batch_size)));
    const job = vectorJob(this.model, this.body);
    let batch: number[] = [];
    while (!signal.aborted) {
      if (batch.length === 0) batch = Array.from({ length: size }, () => nonces.next().value);
      try {
        const artifacts = await this.engine.compute(job, batch, signal);
        if (signal.aborted) return;
        this.#sender?.add(artifacts);
        this.total += batch.length;
        batch = [];
        if (size === 0) await sleep(this.outlet.clock, afterFailure, signal);
      } catch (error) {
        if (!(error instanceof PythonException)) throw error;
        await sleep(this.outlet.clock, afterFailure, signal);
      }
    }
  }
}
