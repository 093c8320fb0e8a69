import { pythonJsonText } from '../python/json.js';
import { deliver, type Outlet } from './deliver.js';

const senders = 10;
const mostWaiting = 10_000;

/** Sends the results of queued jobs, ten at a time (vectors: mlnode/callbacks, `queue-*`). */
export class CallbackQueue {
  #end = new AbortController();
  #waiting: { url: string; body: string }[] = [];
  #sending = 0;

  constructor(private readonly outlet: Outlet) {}

  /** Takes it in, unless too many wait. */
  push(url: string, body: object): void {
    if (this.#waiting.length >= mostWaiting) return;
    this.#waiting.push({ url, body: pythonJsonText(body) });
    if (this.#sending < senders) void this.#send();
  }

  /** Forgets what waits, and ends what is being tried. */
  stop(): void {
    this.#end.abort();
    this.#end = new AbortController();
    this.#waiting = [];
  }

  async #send(): Promise<void> {
    this.#sending++;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      await deliver({ ...this.outlet, pause: 0, signal: this.#end.signal }, next.url, next.body);
    }
    this.#sending--;
  }
}
