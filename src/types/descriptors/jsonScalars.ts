import type { DescEnum } from '@bufbuild/protobuf';
import type { CodedError } from '../../util/errors.js';
import { maxInt32, maxInt64, maxUint32, maxUint64, minInt32, minInt64 } from '../../util/int.js';
import { invalidArgument } from '../queryStatus.js';
import type { JsonKind } from './jsonShape.js';

/** The complaint about a value of another kind, in the words of Go's JSON reader. */
export function wrongKind(json: unknown, goType: string): CodedError {
  return invalidArgument(`json: cannot unmarshal ${kindOf(json)} into Go value of type ${goType}`);
}

function kindOf(json: unknown): string {
  if (Array.isArray(json)) return 'array';
  if (typeof json === 'boolean') return 'bool';
  return typeof json === 'number' ? `number ${json}` : typeof json;
}

const ranges: { readonly [goType: string]: readonly [min: bigint, max: bigint] } = {
  int32: [minInt32, maxInt32],
  uint32: [0n, maxUint32],
  int64: [minInt64, maxInt64],
  uint64: [0n, maxUint64],
};

/** Kinds of the wire that are one type in Go. */
const goTypes: { readonly [kind in JsonKind]?: string } = {
  sint32: 'int32',
  sfixed32: 'int32',
  fixed32: 'uint32',
  sint64: 'int64',
  sfixed64: 'int64',
  fixed64: 'uint64',
};

/** A whole number, also as text; a bigint for kinds of 64 bits. */
export function readInteger(kind: JsonKind, json: unknown): bigint | number {
  const goType = goTypes[kind] ?? kind;
  const value = wholeNumber(json);
  const [min, max] = ranges[goType]!;
  if (value === undefined || value < min || value > max) throw wrongKind(json, goType);
  return goType.endsWith('64') ? value : Number(value);
}

function wholeNumber(json: unknown): bigint | undefined {
  // A number above 2^53 has lost digits when it comes out of `JSON.parse`: only text will do there.
  if (typeof json === 'number') return Number.isSafeInteger(json) ? BigInt(json) : undefined;
  return typeof json === 'string' && /^-?\d{1,20}$/.test(json) ? BigInt(json) : undefined;
}

const named: { readonly [text: string]: number } = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
};

/** A number, as text too, and the three floats that JSON has no number for. */
export function readFloating(kind: 'float' | 'double', json: unknown): number {
  const text = typeof json === 'string' && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(json) ? Number(json) : undefined;
  const value = typeof json === 'string' ? (text ?? named[json]) : json;
  if (typeof value !== 'number') throw wrongKind(json, kind === 'float' ? 'float32' : 'float64');
  return value;
}

/** An enum's number, from that or from its name. */
export function readEnum(type: DescEnum, json: unknown): number {
  if (typeof json === 'number' && (json | 0) === json) return json;
  const value = type.values.find(({ name }) => name === json);
  if (value === undefined) throw invalidArgument(`unknown value ${JSON.stringify(json)} for enum ${type.typeName}`);
  return value.number;
}
