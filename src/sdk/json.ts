import { base64ToBytes, bytesToBase64 } from '../util/bytes.js';
import { CodedError, simErrors } from '../util/errors.js';
import * as dec from '../util/legacyDec.js';
import { parseSdkInt } from '../util/sdkInt.js';
import { formatDuration, formatTime, fromSeconds, parseDuration, parseTime, toDuration, toSeconds } from './time.js';

// A genesis document is read and written by one description per record, so that what comes out goes in again. Names are
// snake_case as in protobuf JSON; a missing field or null takes the default; an unknown field is an error.

/** How a part of a JSON document becomes a record and back. Every complaint of `read` names the JSON path. */
export interface Json<T> {
  read(json: unknown, path: string): T;
  write(value: T): unknown;
  /** What a missing field or null stands for; throws when there is no such thing. */
  absent(path: string): T;
}

/** A complaint about a genesis document: code genesisInvalid, path first. */
export function genesisError(path: string, detail: string, cause?: unknown): CodedError {
  return new CodedError(simErrors.genesisInvalid, `${path}: ${detail}`, { context: { path }, cause });
}

const shown = (json: unknown): string => (JSON.stringify(json) ?? 'nothing').slice(0, 80);

/** Runs a reader of one value; an error of it gets the path in front. */
export function atPath<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof CodedError && error.kind !== simErrors.genesisInvalid) {
      throw genesisError(path, error.message, error);
    }
    throw error;
  }
}

/** A value that is one JSON text. */
function textual<T>(what: string, parse: (text: string) => T, write: (value: T) => unknown, absent: T): Json<T> {
  return {
    read(json, path) {
      if (json === undefined || json === null) return absent;
      if (typeof json !== 'string') throw genesisError(path, `${what} as text expected, got ${shown(json)}`);
      return atPath(path, () => parse(json));
    },
    write,
    absent: () => absent,
  };
}

export const text: Json<string> = textual(
  'text',
  (value) => value,
  (value) => value,
  '',
);

export const bytes: Json<Uint8Array> = textual('base64', base64ToBytes, bytesToBase64, new Uint8Array(0));

/** A `google.protobuf.Timestamp` as RFC 3339 text. */
export const timestamp: Json<{ seconds: bigint; nanos: number }> = textual(
  'a time',
  (value) => toSeconds(parseTime(value)),
  (value) => formatTime(fromSeconds(value)),
  { seconds: 0n, nanos: 0 },
);

/** A `google.protobuf.Duration` as text like `15s` or `48h0m0s`. */
export const duration: Json<{ seconds: bigint; nanos: number }> = textual(
  'a duration',
  (value) => toDuration(parseDuration(value)),
  (value) => formatDuration(fromSeconds(value)),
  { seconds: 0n, nanos: 0 },
);

/**
 * An amount as Go's `math.Int` reads it from JSON: decimal, or with base prefix and underscores as in Go source
 * (`25_000_000` stands in the main network's genesis). Kept and written as plain decimal text.
 */
export const amountText: Json<string> = textual(
  'an amount',
  (value) => String(parseSdkInt(value)),
  (value) => value,
  '0',
);

/** A decimal of 18 digits: text with a point in JSON, its count of units of 1e-18 as text in protobuf. */
export const decimal: Json<string> = textual(
  'a decimal',
  (value) => String(dec.parse(value)),
  (units) => dec.format(dec.fromUnits(BigInt(units))),
  '0',
);

/** A 64-bit number, which protobuf JSON writes as text; a plain JSON integer is taken too. */
function long(what: string, min: bigint, max: bigint): Json<bigint> {
  return {
    read(json, path) {
      if (json === undefined || json === null) return 0n;
      const plain = typeof json === 'number' && Number.isSafeInteger(json);
      if (!plain && !(typeof json === 'string' && /^-?\d+$/.test(json))) {
        throw genesisError(path, `${what} expected, got ${shown(json)}`);
      }
      const value = BigInt(json as string | number);
      if (value < min || value > max) throw genesisError(path, `${value} is not ${what}`);
      return value;
    },
    write: String,
    absent: () => 0n,
  };
}

export const uint64 = long('a uint64', 0n, 2n ** 64n - 1n);
export const int64 = long('an int64', -(2n ** 63n), 2n ** 63n - 1n);

/** A number of at most 32 bits, written as a JSON number. */
export const uint32: Json<number> = {
  read(json, path) {
    return Number(long('a uint32', 0n, 2n ** 32n - 1n).read(json, path));
  },
  write: (value) => value,
  absent: () => 0,
};

export const bool: Json<boolean> = {
  read(json, path) {
    if (json === undefined || json === null) return false;
    if (typeof json !== 'boolean') throw genesisError(path, `true or false expected, got ${shown(json)}`);
    return json;
  },
  write: (value) => value,
  absent: () => false,
};

/** An enumeration of a protobuf type: its name in JSON, its number in records. */
export function enumeration<T extends number>(fromJSON: (json: unknown) => T, toJSON: (value: T) => string): Json<T> {
  return {
    read(json, path) {
      const value = fromJSON(json ?? 0);
      if (value < 0) throw genesisError(path, `${shown(json)} is not a known name`);
      return value;
    },
    write: toJSON,
    absent: () => fromJSON(0),
  };
}

export function list<T>(item: Json<T>): Json<T[]> {
  return {
    read(json, path) {
      if (json === undefined || json === null) return [];
      if (!Array.isArray(json)) throw genesisError(path, `a list expected, got ${shown(json)}`);
      return json.map((element, index) => item.read(element, `${path}[${index}]`));
    },
    write: (values) => values.map((value) => item.write(value)),
    absent: () => [],
  };
}

/** A field that may be missing: `null` in JSON. */
export function optional<T>(inner: Json<T>): Json<T | undefined> {
  return {
    read: (json, path) => (json === undefined || json === null ? undefined : inner.read(json, path)),
    write: (value) => (value === undefined ? null : inner.write(value)),
    absent: () => undefined,
  };
}

/** A field's name in JSON. */
export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A record by its fields: camelCase in code, snake_case in JSON, in the order given. */
export function record<T>(fields: { readonly [K in keyof Required<T>]: Json<T[K]> }): Json<T> {
  const entries = Object.entries<Json<unknown>>(fields).map(([name, json]) => [name, snakeCase(name), json] as const);
  const known = new Set(entries.map(([, snake]) => snake));
  const read = (json: unknown, path: string): T => {
    if (typeof json !== 'object' || json === null || Array.isArray(json)) {
      throw genesisError(path, `an object expected, got ${shown(json)}`);
    }
    const stranger = Object.keys(json).find((name) => !known.has(name));
    if (stranger !== undefined) throw genesisError(`${path}.${stranger}`, 'unknown field');
    const source = json as Readonly<Record<string, unknown>>;
    const pairs = entries.map(([name, snake, field]) => {
      const value = source[snake];
      const part = `${path}.${snake}`;
      return [name, value === undefined ? field.absent(part) : field.read(value, part)] as const;
    });
    return Object.fromEntries(pairs) as T;
  };
  return {
    read,
    write: (value) =>
      Object.fromEntries(
        entries.map(([name, snake, field]) => [snake, field.write((value as Record<string, unknown>)[name])]),
      ),
    absent: (path) => read({}, path),
  };
}

/** A text that must satisfy a check, such as a bech32 address. */
export function checkedText(check: (text: string) => void): Json<string> {
  return {
    read(json, path) {
      const value = text.read(json, path);
      atPath(path, () => check(value));
      return value;
    },
    write: (value) => value,
    absent: (path) => {
      atPath(path, () => check(''));
      return '';
    },
  };
}

/** A coin; its amount may be written as Go writes integers. */
export const coinJson: Json<{ denom: string; amount: string }> = record({ denom: text, amount: amountText });
