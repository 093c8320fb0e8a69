import { readGoBase64 } from '../../types/goBase64.js';
import { readGoHex } from '../../types/goHex.js';
import { utf8ToBytes } from '../../util/bytes.js';
import { maxInt64, maxUint64, minInt64 } from '../../util/int.js';
import { rpcError } from './errors.js';
import { goSyntaxFault } from './goJsonSyntax.js';

/** How one parameter of a method is read. Faults are CometBFT's and Go's own texts. */
export interface ParamKind<T> {
  /** What a method gets when the parameter is left out. */
  readonly zero: T;
  /** From JSON: the value, and its text where a fault quotes it. */
  fromJson(value: unknown, raw: () => string): T;
  /** From a URI's query: bare integers, `"quoted texts"`, `0x` hex, or JSON. */
  fromUri(text: string): T;
}

export type ParamTable = Readonly<Record<string, ParamKind<unknown>>>;
export type ParamsOf<P extends ParamTable> = { readonly [K in keyof P]: P[K] extends ParamKind<infer T> ? T : never };

const fault = (text: string) => rpcError('invalidParams', text);
const cannotUnmarshal = (what: string, type: string) =>
  fault(`json: cannot unmarshal ${what} into Go value of type ${type}`);

/** What Go calls the kind of a JSON value. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return typeof value;
}

type IntType = 'int64' | 'int' | 'uint';

/** 64-bit integers travel as JSON strings; what stands inside is read as JSON once more. */
function integer(raw: string, type: IntType): bigint {
  if (raw.length < 2 || !raw.startsWith('"') || !raw.endsWith('"')) {
    throw fault(`invalid 64-bit integer encoding ${JSON.stringify(raw)}, expected string`);
  }
  const text = raw.slice(1, -1).trim();
  const syntax = goSyntaxFault(text);
  if (syntax !== undefined) throw fault(syntax);
  if (text === 'null') return 0n;
  const [lowest, highest] = type === 'uint' ? [0n, maxUint64] : [minInt64, maxInt64];
  if (/^-?\d+$/.test(text) && BigInt(text) >= lowest && BigInt(text) <= highest) return BigInt(text);
  const value: unknown = JSON.parse(text);
  throw cannotUnmarshal(typeof value === 'number' ? `number ${text}` : kindOf(value), type);
}

const plainInteger = /^(0|-?[1-9]\d{0,17})$/;

function intKind<T extends bigint | undefined>(type: IntType, zero: T): ParamKind<bigint | T> {
  return {
    zero,
    fromJson(value, raw) {
      if (value === null) return zero;
      if (type !== 'uint' && typeof value === 'string' && plainInteger.test(value)) return BigInt(value);
      return integer(raw(), type);
    },
    fromUri(text) {
      if (/^-?[0-9]+$/.test(text)) return integer(`"${text}"`, type);
      if (isHex(text)) throw fault(`got a hex string arg, but expected '${type}'`);
      return text === 'null' ? zero : integer(text, type);
    },
  };
}

/** A number that a method always has: 0 when left out. */
export const int64 = intKind('int64', 0n);
export const uint = intKind('uint', 0n);
/** A number that may be left out. */
export const optionalInt64 = intKind('int64', undefined);
export const optionalInt = intKind('int', undefined);

const isHex = (text: string): boolean => /^0x/i.test(text);

function hexBytes(text: string): Uint8Array {
  const read = readGoHex(text);
  if (!read.ok) throw fault(read.complaint);
  return read.bytes;
}

/** A value that stands in a URI as JSON. */
function uriJson(text: string): unknown {
  const syntax = goSyntaxFault(text);
  if (syntax !== undefined) throw fault(syntax);
  return JSON.parse(text);
}

/** A text or a flag: the kinds whose JSON is their own. */
function plainKind<T extends string | boolean>(type: 'string' | 'bool', zero: T): ParamKind<T> {
  const fromJson = (value: unknown): T => {
    if (value === null) return zero;
    if (typeof value !== typeof zero) throw cannotUnmarshal(kindOf(value), type);
    return value as T;
  };
  return {
    zero,
    fromJson,
    fromUri(text) {
      if (!isHex(text)) return fromJson(uriJson(text));
      if (type === 'bool') throw fault("got a hex string arg, but expected 'bool'");
      return Buffer.from(hexBytes(text.slice(2))).toString('utf8') as T;
    },
  };
}

export const text: ParamKind<string> = plainKind<string>('string', '');
export const flag: ParamKind<boolean> = plainKind<boolean>('bool', false);

/** Bytes in a URI: `0x` hex, or a quoted text that is taken as it is; anything else as in JSON. */
function bytesKind(fromJson: ParamKind<Uint8Array>['fromJson'], fromUnquoted: (text: string) => Uint8Array) {
  const kind: ParamKind<Uint8Array> = {
    zero: new Uint8Array(0),
    fromJson: (value, raw) => (value === null ? kind.zero : fromJson(value, raw)),
    fromUri(text) {
      if (isHex(text)) return hexBytes(text.slice(2));
      if (text.startsWith('"') && text.endsWith('"')) return utf8ToBytes(uriJson(text) as string);
      return fromUnquoted(text);
    },
  };
  return kind;
}

function base64Kind(type: string): ParamKind<Uint8Array> {
  const fromJson = (value: unknown): Uint8Array => {
    if (Array.isArray(value)) return Uint8Array.from(value, byteOf);
    if (typeof value !== 'string') throw cannotUnmarshal(kindOf(value), type);
    const read = readGoBase64(value);
    if (!read.ok) throw fault(read.complaint);
    return read.bytes;
  };
  return bytesKind(fromJson, (text) => fromJson(uriJson(text) ?? []));
}

/** Go takes a list of numbers for bytes, too. */
function byteOf(item: unknown): number {
  if (typeof item === 'number' && Number.isInteger(item) && item >= 0 && item < 256) return item;
  throw cannotUnmarshal(typeof item === 'number' ? `number ${item}` : kindOf(item), 'uint8');
}

export const base64: ParamKind<Uint8Array> = base64Kind('[]uint8');
export const txBytes: ParamKind<Uint8Array> = base64Kind('types.Tx');

const quotedHex = (raw: string): Uint8Array => {
  if (raw === 'null') return new Uint8Array(0);
  if (raw.length < 2 || !raw.startsWith('"') || !raw.endsWith('"')) throw fault(`invalid hex string: ${raw}`);
  return hexBytes(raw.slice(1, -1));
};

/** Hex in JSON, either case. */
export const hex: ParamKind<Uint8Array> = bytesKind((_, raw) => quotedHex(raw()), quotedHex);

/** A value of one of several Go types, which says its own type. */
export const typed: ParamKind<{ readonly type: string; readonly value: unknown } | undefined> = {
  zero: undefined,
  fromJson(value) {
    if (value === null) return undefined;
    if (typeof value !== 'object' || Array.isArray(value)) {
      throw cannotUnmarshal(kindOf(value), 'json.interfaceWrapper');
    }
    const { type = '', value: inner = null } = value as { readonly type?: unknown; readonly value?: unknown };
    if (typeof type !== 'string') {
      throw fault(`json: cannot unmarshal ${kindOf(type)} into Go struct field interfaceWrapper.type of type string`);
    }
    return { type, value: inner };
  },
  fromUri(text) {
    return typed.fromJson(uriJson(text), () => text);
  },
};

/** All parameters at their zero values: what a method gets when it is called without any. */
export function zeroParams<P extends ParamTable>(table: P): ParamsOf<P> {
  return Object.fromEntries(Object.entries(table).map(([name, { zero }]) => [name, zero])) as ParamsOf<P>;
}
