import { CodedError } from '../../util/errors.js';
import { validationErrors } from '../errors.js';

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

/** What the collector needs of the world: requests and time. Tests hand in their own. */
export interface World {
  request(method: 'GET' | 'POST', url: string, body: unknown, timeoutSeconds: number): Promise<HttpAnswer>;
  sleep(seconds: number): Promise<void>;
}

/** The real one. */
export const realWorld: World = {
  async request(method, url, body, timeoutSeconds) {
    const response = await fetch(url, {
      method,
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    return { status: response.status, text: await response.text() };
  },
  sleep: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
};

/** How often a request is repeated, and how long each wait is: `start · multiplier^i` seconds. */
export interface Retries {
  readonly attempts: number;
  readonly start: number;
  readonly multiplier: number;
}

/**
 * Repeats what failed for a reason that may pass: no answer, 408, 429 and 5xx. Other answers are the caller's.
 *
 * @throws serverFailed with the last reason
 */
export async function withRetries(
  world: World,
  { attempts, start, multiplier }: Retries,
  where: string,
  ask: () => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  for (let attempt = 1; ; attempt++) {
    const { answer, reason } = await tried(ask);
    if (answer !== undefined) return answer;
    if (attempt >= attempts) {
      throw new CodedError(validationErrors.serverFailed, `${where}: ${reason} (${attempt} attempts)`);
    }
    await world.sleep(start * multiplier ** (attempt - 1));
  }
}

type Tried =
  | { readonly answer: HttpAnswer; readonly reason?: never }
  | { readonly answer?: never; readonly reason: string };

async function tried(ask: () => Promise<HttpAnswer>): Promise<Tried> {
  try {
    const answer = await ask();
    const passing = answer.status === 408 || answer.status === 429 || answer.status >= 500;
    return passing ? { reason: `answered ${answer.status}: ${short(answer.text)}` } : { answer };
  } catch (error) {
    const { message, cause } = error as Error;
    return { reason: cause instanceof Error ? `${message}: ${cause.message}` : message };
  }
}

/** The beginning of a text, on one line. */
export const short = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 200);
