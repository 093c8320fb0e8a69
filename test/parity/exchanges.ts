import { readFileSync } from 'node:fs';
import { request } from 'node:http';

// Recorded exchanges of a real node, put to ours: how alike the answers are, counted by route.

/** A JSON value, or undefined where the answer is text. */
export type Json = null | boolean | number | string | Json[] | { [field: string]: Json };

export interface Answer {
  readonly status: number;
  /** Like the next one `not recorded` where a recording does not have it. */
  readonly contentType: string | undefined;
  readonly cacheControl?: string | undefined;
  /** By name in lower case; where a recording has none, none counts. */
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
  readonly text: string;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What a client asked a real node, and what that answered. */
export interface Exchange {
  readonly name: string;
  /** Under which it is counted. */
  readonly route: string;
  readonly asked: Asked;
  /** Without `text` the recording has only the beginning of a long answer: `head`. */
  readonly answer: Omit<Answer, 'text'> & { readonly text?: string; readonly head?: string };
}

export type Verdict = 'equal' | 'shape equal' | 'differs';

export interface Compared {
  readonly exchange: Exchange;
  readonly verdict: Verdict;
  /** Where the first difference is and what it is; empty when equal. */
  readonly where: string;
  /** All differences of values, as far as they were looked for. */
  readonly all: readonly string[];
  /** Equal but for the order of lists. */
  readonly isReordered: boolean;
}

/** Puts a request to a server, byte for byte as it was recorded. */
export function ask(url: string, { method, path, headers = {}, body }: Asked): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          contentType: response.headers['content-type'],
          cacheControl: response.headers['cache-control'],
          headers: response.headers,
          text: Buffer.concat(parts).toString('utf8'),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Headers that say something of the answer itself. */
const countingHeaders = [
  'location',
  'x-cosmos-block-height',
  'grpc-metadata-x-cosmos-block-height',
  'grpc-metadata-content-type',
];

/** How alike two answers are: the same value for value and in the same order of fields, or the same in status and types. */
export function compare(exchange: Exchange, ours: Answer): Compared {
  const theirs = exchange.answer;
  const told = (verdict: Verdict, where = '', all: readonly string[] = where === '' ? [] : [where]): Compared => ({
    exchange,
    verdict,
    where,
    all,
    isReordered: false,
  });
  if (ours.status !== theirs.status) return told('differs', `status ${ours.status}, recorded ${theirs.status}`);
  if (theirs.contentType !== 'not recorded' && ours.contentType !== theirs.contentType) {
    return told('differs', `content type ${ours.contentType}, recorded ${theirs.contentType}`);
  }
  if (theirs.cacheControl !== 'not recorded' && ours.cacheControl !== theirs.cacheControl) {
    return told('differs', `cache control ${ours.cacheControl}, recorded ${theirs.cacheControl}`);
  }
  const header = theirs.headers && countingHeaders.find((name) => ours.headers?.[name] !== theirs.headers?.[name]);
  if (header)
    return told('differs', `header ${header}: ${ours.headers?.[header]}, recorded ${theirs.headers?.[header]}`);
  if (theirs.text === undefined) {
    if (ours.text.startsWith(theirs.head ?? '')) return told('equal');
    return told('shape equal', firstDifference(ours.text, theirs.head ?? ''));
  }
  if (ours.text === theirs.text) return told('equal');
  const [mine, other] = [parsed(ours.text), parsed(theirs.text)];
  if (mine === undefined || other === undefined) return told('differs', firstDifference(ours.text, theirs.text));
  const values = valueDifferences(mine, other, '');
  if (values.length === 0) return told('equal');
  const shape = shapeDifference(mine, other, '');
  if (shape !== undefined) return told('differs', shape);
  const isReordered = JSON.stringify(inOneOrder(mine)) === JSON.stringify(inOneOrder(other));
  return { ...told('shape equal', values[0], values), isReordered };
}

function firstDifference(ours: string, theirs: string): string {
  let at = 0;
  while (at < ours.length && ours[at] === theirs[at]) at++;
  const around = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 20), at + 40));
  return `at ${at}: ${around(ours)}, recorded ${around(theirs)}`;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: Json): value is { [field: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The order of keys counts, but for the map of events, which Go writes in any order. */
function keysOf(value: { [field: string]: Json }, path: string): string[] {
  const keys = Object.keys(value);
  return path.endsWith('.events') ? keys.sort() : keys;
}

/** With all lists in the order of their entries' texts. */
function inOneOrder(value: Json): Json {
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inOneOrder(item)]));
  if (!Array.isArray(value)) return value;
  const items = value.map((item) => JSON.stringify(inOneOrder(item))).sort();
  return items.map((item) => JSON.parse(item));
}

const shown = (value: Json | undefined): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 90 ? `${text.slice(0, 90)}...` : text;
};

function valueDifferences(mine: Json, other: Json, path: string): string[] {
  if (isObject(mine) && isObject(other)) {
    const [keys, others] = [keysOf(mine, path), keysOf(other, path)];
    if (keys.join() !== others.join()) return [`${path}: fields ${keys.join()}, recorded ${others.join()}`];
    return keys.flatMap((key) => valueDifferences(mine[key]!, other[key]!, `${path}.${key}`));
  }
  if (Array.isArray(mine) && Array.isArray(other)) {
    if (mine.length !== other.length) return [`${path}: ${mine.length} entries, recorded ${other.length}`];
    return mine.flatMap((item, index) => valueDifferences(item, other[index]!, `${path}[${index}]`));
  }
  return mine === other ? [] : [`${path}: ${shown(mine)}, recorded ${shown(other)}`];
}

/**
 * Types and fields; of lists all entries must have a form that the other list has, too. Error texts are part of the form; the
 * map of an event's attributes, whose keys are values, is not.
 */
function shapeDifference(mine: Json, other: Json, path: string): string | undefined {
  if (isObject(mine) && isObject(other) && path === '.result.events') return undefined;
  if (/\.error\.(message|data)$|\.log$/.test(path) && mine !== other) return valueDifferences(mine, other, path)[0];
  if (isObject(mine) && isObject(other)) {
    const [keys, others] = [keysOf(mine, path), keysOf(other, path)];
    if (keys.join() !== others.join()) return `${path}: fields ${keys.join()}, recorded ${others.join()}`;
    return first(keys, (key) => shapeDifference(mine[key]!, other[key]!, `${path}.${key}`));
  }
  if (Array.isArray(mine) && Array.isArray(other)) {
    return first([...mine.keys()], (index) => {
      const found = other.map((item) => shapeDifference(mine[index]!, item, `${path}[${index}]`));
      return found.includes(undefined) ? undefined : found[0];
    });
  }
  const kind = (value: Json) => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value);
  return kind(mine) === kind(other) ? undefined : `${path}: ${shown(mine)}, recorded ${shown(other)}`;
}

function first<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Why an answer is not equal, one reason or several with `; ` between; undefined when nobody knows. */
export type Because = (compared: Compared) => string | undefined;

export interface RouteScore {
  readonly route: string;
  readonly exchanges: number;
  readonly equal: number;
  readonly shapeEqual: number;
  readonly because: readonly string[];
}

/** The comparisons by route, in order of their names. */
export function scoreByRoute(compared: readonly Compared[], because: Because): readonly RouteScore[] {
  const routes = new Map<string, Compared[]>();
  for (const one of compared) {
    const { route } = one.exchange;
    routes.set(route, [...(routes.get(route) ?? []), one]);
  }
  const names = [...routes.keys()].sort();
  return names.map((route) => {
    const all = routes.get(route)!;
    const count = (verdict: Verdict) => all.filter((one) => one.verdict === verdict).length;
    const reasons = all
      .filter(({ verdict }) => verdict !== 'equal')
      .flatMap((one) => (because(one) ?? 'not explained').split('; '));
    return {
      route,
      exchanges: all.length,
      equal: count('equal'),
      shapeEqual: count('shape equal'),
      because: [...new Set(reasons)].sort(),
    };
  });
}

/** The scores as a table of a page. `shape equal` does not count what is equal. */
export function parityTable(scores: readonly RouteScore[]): string {
  const rows = scores.map(
    ({ route, exchanges, equal, shapeEqual, because }) =>
      `| ${route} | ${exchanges} | ${equal} | ${shapeEqual} | ${because.join('; ')} |`,
  );
  const sum = (of: (score: RouteScore) => number) => scores.reduce((total, score) => total + of(score), 0);
  const total = `| **all** | ${sum((s) => s.exchanges)} | ${sum((s) => s.equal)} | ${sum((s) => s.shapeEqual)} | |`;
  return [
    '| route | exchanges | equal | shape equal | differs because |',
    '|---|---:|---:|---:|---|',
    ...rows,
    total,
  ].join('\n');
}

/** The rows of a file of JSON lines. */
// biome-ignore lint/suspicious/noExplicitAny: rows of foreign files
export const rowsOf = (file: string): any[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
