import { equals } from '@vitest/expect';
import { parsePythonJson, pythonJsonText } from '../../../src/mlnode/server/python/json.js';
import type { VectorCase } from '../shared.js';

/** An answer as it came, or that none came. */
export type Given =
  | { readonly status: number; readonly headers: Headers; readonly text: string }
  | { readonly gone: string };

/** Fields that differ in each run (README of the recordings), as far as what they are. */
const varying: Readonly<Record<string, (value: unknown) => unknown>> = {
  elapsed_seconds: kindOf,
  start_time: kindOf,
  nonces_per_second: kindOf,
};
const unordered = new Set(['results', 'errors', 'backends']);
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/;

function kindOf(value: unknown): string {
  return value === null ? 'null' : typeof value;
}

/** Says how an answer differs from the recorded one; undefined when it does not. */
export function difference(row: VectorCase, given: Given): string | undefined {
  const place = `${row.phase} ${row.id} ${row.method} ${row.path} [${row.note}]`;
  if ('gone' in given) {
    return row.response.exception === undefined
      ? `${place}: no answer (${given.gone}), recorded ${row.response.status}`
      : undefined;
  }
  const { status, headers, json, text, exception } = row.response;
  if (exception !== undefined) return `${place}: answered ${given.status}, recorded ${exception}`;
  if (status !== given.status) return `${place}: ${given.status} ${given.text}, recorded ${status}`;
  for (const name of ['allow', 'location', 'content-type']) {
    if (headers[name] === undefined) continue;
    const found = given.headers.get(name)?.replace(/^http:\/\/[^/]+/, '');
    if (found !== headers[name].replace(/^http:\/\/[^/]+/, '')) return `${place}: ${name}: ${found}`;
  }
  if (json === undefined) return given.text === text ? undefined : `${place}: ${given.text}, recorded ${text}`;
  const [ours, theirs] = [settled(parsePythonJson(given.text)), settled(json)];
  return equals(ours, theirs, [near])
    ? undefined
    : `${place}: ${pythonJsonText(ours)}, recorded ${pythonJsonText(theirs)}`;
}

/** Whether two bodies are alike but for what differs in each run. */
export const sameBody = (ours: unknown, theirs: unknown): boolean => equals(settled(ours), settled(theirs), [near]);

/** The same without what differs in each run. */
function settled(value: unknown, field = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => settled(item));
    return unordered.has(field) ? items.sort((a, b) => portOf(a) - portOf(b)) : items;
  }
  if (Object.hasOwn(varying, field)) return varying[field]!(value);
  if (typeof value === 'string') return value.replace(uuid, 'UUID');
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, settled(inner, name)]));
}

const portOf = (item: unknown): number => (item as { port: number }).port;

/** Numbers alike but for the last digits of another library's. */
function near(a: unknown, b: unknown): boolean | undefined {
  if (typeof a !== 'number' || typeof b !== 'number' || Number.isInteger(b)) return undefined;
  return Math.abs(a - b) <= 1e-12 * Math.abs(b);
}

/** Ids that the recording has, and ours that stand for them. */
export class Ids {
  readonly #ours = new Map<string, string>();

  learn(row: VectorCase, given: Given): void {
    const theirs = uuid.exec(String(row.response?.json?.request_id))?.[0];
    const ours = 'text' in given ? uuid.exec(given.text)?.[0] : undefined;
    if (theirs !== undefined && ours !== undefined) this.#ours.set(theirs, ours);
  }

  inPath(path: string): string {
    return path.replace(uuid, (id) => this.#ours.get(id) ?? id);
  }
}
