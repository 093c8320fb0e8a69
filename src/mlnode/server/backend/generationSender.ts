import { sleep } from '../clock.js';
import { pythonJsonText } from '../python/json.js';
import { callbackUrl, type Delivery, deliver } from './deliver.js';
import type { Artifact } from './engine.js';

/** The sender looks around this often, in milliseconds; what a hundred of Python's turns really take. */
const tick = 100.6;
const ticksBetweenFlushes = 50;
/** Artifacts kept for a receiver that takes none; later ones are counted and not kept. */
const mostKept = 200_000;

/**
 * Sends what a generation makes: every five seconds since the last success all that has gathered, and again until it is taken
 * (vectors: mlnode/callbacks, `generation-*`). Whatever is not out when the generation stops never comes.
 */
export class GenerationSender {
  #kept: Artifact[] = [];

  constructor(
    private readonly delivery: Delivery,
    private readonly url: string,
    private readonly head: Readonly<Record<string, unknown>>,
    private readonly encoding: object,
  ) {}

  add(artifacts: readonly Artifact[]): void {
    if (this.#kept.length < mostKept) this.#kept.push(...artifacts);
  }

  async run(): Promise<void> {
    const { clock, signal } = this.delivery;
    while (await sleep(clock, ticksBetweenFlushes * tick, signal)) {
      while (this.#kept.length === 0) if (!(await sleep(clock, tick, signal))) return;
      const artifacts = this.#kept;
      this.#kept = [];
      const body = pythonJsonText({ ...this.head, artifacts, encoding: this.encoding });
      await deliver({ ...this.delivery, pause: tick }, callbackUrl(this.url, 'generated'), body);
    }
  }
}
