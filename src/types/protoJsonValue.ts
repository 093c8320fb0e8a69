import { base64ToBytes } from '../util/bytes.js';
import { maxInt32, maxInt64, maxUint32, maxUint64, minInt32, minInt64 } from '../util/int.js';
import type { ValueShape } from './protoShape.js';

/** A value that JSON held, or what it should have held. */
export type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly wanted: string };

const ok = (value: unknown): Parsed => ({ ok: true, value });
const wanted = (what: string): Parsed => ({ ok: false, wanted: what });

type Single = Exclude<ValueShape, { kind: 'message' }>;

const ranges: { readonly [kind: string]: readonly [min: bigint, max: bigint] } = {
  int32: [minInt32, maxInt32],
  uint32: [0n, maxUint32],
  int64: [minInt64, maxInt64],
  uint64: [0n, maxUint64],
};

/** Reads one scalar or enum value as the chain's JSON reader does. */
export function parseValue(shape: Single, json: unknown): Parsed {
  switch (shape.kind) {
    case 'bool':
      return typeof json === 'boolean' ? ok(json) : wanted('true or false');
    case 'string':
      return typeof json === 'string' ? ok(json) : wanted('text');
    case 'bytes':
      return parseBytes(json);
    case 'float':
    case 'double':
      return parseFloating(shape.kind, json);
    case 'enum':
      return parseEnum(shape, json);
    default:
      return parseInteger(shape.kind, json);
  }
}

function parseInteger(kind: string, json: unknown): Parsed {
  const [min, max] = ranges[kind] as readonly [bigint, bigint];
  const value = integerOf(json);
  if (value === undefined || value < min || value > max) return wanted(`an ${kind} as text or whole number`);
  return ok(kind.endsWith('64') ? value : Number(value));
}

/** A number above 2^53 has lost digits when it comes out of `JSON.parse`, so only text will do there. */
function integerOf(json: unknown): bigint | undefined {
  if (typeof json === 'number') return Number.isSafeInteger(json) ? BigInt(json) : undefined;
  return typeof json === 'string' && /^-?(0|[1-9][0-9]*)$/.test(json) ? BigInt(json) : undefined;
}

const namedFloats: { readonly [text: string]: number } = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
};

function parseFloating(kind: 'float' | 'double', json: unknown): Parsed {
  const value = typeof json === 'string' ? floatOfText(json) : json;
  if (typeof value !== 'number') return wanted('a number');
  return ok(kind === 'float' ? Math.fround(value) : value);
}

function floatOfText(text: string): number | undefined {
  if (Object.hasOwn(namedFloats, text)) return namedFloats[text];
  return /^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$/.test(text) ? Number(text) : undefined;
}

function parseEnum(shape: Single & { kind: 'enum' }, json: unknown): Parsed {
  if (typeof json === 'number' && (json | 0) === json) return ok(json);
  const value = typeof json === 'string' ? shape.values.values.find((one) => one.name === json) : undefined;
  return value === undefined ? wanted(`a ${shape.values.name}`) : ok(value.number);
}

function parseBytes(json: unknown): Parsed {
  if (typeof json !== 'string') return wanted('base64 text');
  try {
    return ok(base64ToBytes(json));
  } catch {
    return wanted('base64 text');
  }
}
