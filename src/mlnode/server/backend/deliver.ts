import { type Clock, late, sleep, within } from '../clock.js';
import type { Transport } from './transport.js';

/** Seconds between the tries of a callback, ten in all (reference, section 4.3). */
const gaps = [1, 2, 4, 8, 16, 30, 30, 30, 30];
const clientLimit = 10_000;

/** `{url}/{name}`. A slash at the end of a path is doubled; that of a bare host is not (vectors: mlnode/callbacks). */
export const callbackUrl = (url: string, name: 'generated' | 'validated'): string =>
  /^\w+:\/\/[^/]+\/$/.test(url) ? url + name : `${url}/${name}`;

/** Where an instance's callbacks go out. */
export interface Outlet {
  readonly clock: Clock;
  readonly transport: Transport;
  /** Milliseconds that pass before the first try. */
  readonly lateness: number;
}

/** One sender's way out, and what it adds to every pause between tries. */
export interface Delivery extends Outlet {
  readonly pause: number;
  readonly signal: AbortSignal;
}

/** Posts until it is taken, ten times at most. Any status below 400 is taken. Returns whether it was. */
export async function deliver(delivery: Delivery, url: string, body: string): Promise<boolean> {
  const { clock, pause, lateness, signal } = delivery;
  if (lateness > 0) await sleep(clock, lateness, signal);
  for (let attempt = 0; ; attempt++) {
    if (signal.aborted) return false;
    if (await posted(delivery, url, body)) return true;
    const gap = gaps[attempt];
    if (gap === undefined || !(await sleep(clock, gap * 1000 + pause, signal))) return false;
  }
}

async function posted({ clock, transport, signal }: Delivery, url: string, body: string): Promise<boolean> {
  const limit = new AbortController();
  try {
    const answer = transport(url, body, AbortSignal.any([signal, limit.signal]));
    const status = await within(clock, clientLimit, answer);
    return status !== late && status < 400;
  } catch {
    return false; // refused, reset, not an URL: all the same to who sends
  } finally {
    limit.abort();
  }
}
