import type { DescMessage } from '@bufbuild/protobuf';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { CodedError } from '../../util/errors.js';
import { parse } from '../../util/legacyDec.js';
import { readGoBase64 } from '../goBase64.js';
import { invalidArgument } from '../queryStatus.js';
import { readEnum, readFloating, readInteger, wrongKind } from './jsonScalars.js';
import { type JsonField, type JsonKind, jsonShape, messageType } from './jsonShape.js';
import { readDuration, readTimestamp, type SecondsAndNanos } from './protoTime.js';
import { chainRegistry } from './registry.js';

type JsonObject = { readonly [name: string]: unknown };

/**
 * The bytes of a message from its JSON, read as the chain's REST port reads bodies: names of the schema or in camel case,
 * null as absent, 64-bit integers as text or number. What it refuses throws an invalid argument in that port's words.
 */
export function jsonToWire(type: DescMessage | string, json: unknown): Uint8Array {
  const message = typeof type === 'string' ? messageType(type) : type;
  const writer = new BinaryWriter();
  writeMessage(message, json, writer);
  return writer.finish();
}

/** A type as the chain's language names it: the last part of its package, then its name. */
function goName(type: DescMessage): string {
  const goPackage = type.file.proto.options?.goPackage ?? '';
  const name = type.typeName.slice(type.file.proto.package.length + 1).replaceAll('.', '_');
  return `${goPackage.slice(goPackage.lastIndexOf('/') + 1)}.${name}`;
}

function writeMessage(type: DescMessage, json: unknown, writer: BinaryWriter): void {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw wrongKind(json, 'map[string]json.RawMessage');
  }
  const given = json as JsonObject;
  const known = new Set<string>();
  for (const field of [...jsonShape(type).fields].sort((a, b) => a.number - b.number)) {
    known.add(field.name).add(field.camelName);
    const value = Object.hasOwn(given, field.name) ? given[field.name] : given[field.camelName];
    if (value !== undefined && value !== null) writeField(field, value, writer);
    else if (field.embedded && field.repeats === 'once') writeEmpty(field, writer);
  }
  const stranger = Object.keys(given).find((name) => !known.has(name));
  if (stranger !== undefined) throw invalidArgument(`unknown field ${JSON.stringify(stranger)} in ${goName(type)}`);
}

/** What is always there is sent even when empty. */
function writeEmpty(field: JsonField, writer: BinaryWriter): void {
  if (field.kind === 'message') nest(field.number, writer, () => writeMessage(field.message!, {}, writer));
  else if (field.kind === 'dec' || field.kind === 'int') writer.tag(field.number, WireType.LengthDelimited).string('0');
}

function nest(number: number, writer: BinaryWriter, write: () => void): void {
  writer.tag(number, WireType.LengthDelimited).fork();
  write();
  writer.join();
}

function writeField(field: JsonField, json: unknown, writer: BinaryWriter): void {
  if (field.repeats === 'once') {
    writeValue(field, json, writer, field.hidden);
  } else if (field.repeats === 'list') {
    if (!Array.isArray(json)) throw wrongKind(json, '[]json.RawMessage');
    for (const item of json) writeValue(field, item, writer, true);
  } else {
    if (typeof json !== 'object') throw wrongKind(json, 'map[string]json.RawMessage');
    for (const [key, value] of Object.entries(json as JsonObject)) {
      nest(field.number, writer, () => {
        writer.tag(1, WireType.LengthDelimited).string(key);
        writeValue({ ...field, number: 2 }, value, writer, true);
      });
    }
  }
}

const wireTypes: { readonly [kind in JsonKind]?: WireType } = {
  fixed32: WireType.Bit32,
  sfixed32: WireType.Bit32,
  float: WireType.Bit32,
  fixed64: WireType.Bit64,
  sfixed64: WireType.Bit64,
  double: WireType.Bit64,
  string: WireType.LengthDelimited,
  bytes: WireType.LengthDelimited,
  dec: WireType.LengthDelimited,
  int: WireType.LengthDelimited,
};

/** Writes one value with its tag; a default one only where its presence says something. */
function writeValue(field: JsonField, json: unknown, writer: BinaryWriter, evenDefault: boolean): void {
  const { kind, number } = field;
  const nested = nestedWriter(field, json, writer);
  if (nested !== undefined) {
    nest(number, writer, nested);
    return;
  }
  const value = readScalar(field, json);
  if (!evenDefault && isDefault(value)) return;
  writer.tag(number, wireTypes[kind] ?? WireType.Varint);
  writeScalar(kind, value, writer);
}

/** What writes the inside of a value that is a message; undefined for scalars. */
function nestedWriter({ kind, message }: JsonField, json: unknown, writer: BinaryWriter): (() => void) | undefined {
  if (kind === 'message') return () => writeMessage(message!, json, writer);
  if (kind === 'any') return () => writeAny(json, writer);
  if (kind === 'timestamp' || kind === 'duration') return () => writeTime(readTime(kind, json), writer);
  return undefined;
}

const isDefault = (value: unknown): boolean =>
  value === 0 || value === 0n || value === '' || value === false || (value instanceof Uint8Array && value.length === 0);

type Scalar = string | number | bigint | boolean | Uint8Array;

function readScalar(field: JsonField, json: unknown): Scalar {
  switch (field.kind) {
    case 'string':
      if (typeof json !== 'string') throw wrongKind(json, 'string');
      return json;
    case 'bool':
      if (typeof json !== 'boolean') throw wrongKind(json, 'bool');
      return json;
    case 'bytes':
      return readBytes(json);
    case 'enum':
      return readEnum(field.values!, json);
    case 'dec':
      return readDecimal(json);
    case 'int':
      if (typeof json !== 'string' || !/^-?\d{1,78}$/.test(json)) throw wrongKind(json, 'math.Int');
      return String(BigInt(json));
    case 'float':
    case 'double':
      return readFloating(field.kind, json);
    default:
      return readInteger(field.kind, json);
  }
}

function readBytes(json: unknown): Uint8Array {
  if (typeof json !== 'string') throw wrongKind(json, '[]uint8');
  const read = readGoBase64(json);
  if (!read.ok) throw invalidArgument(read.complaint);
  return read.bytes;
}

function readDecimal(json: unknown): string {
  if (typeof json !== 'string') throw wrongKind(json, 'string');
  try {
    return String(parse(json));
  } catch (error) {
    throw error instanceof CodedError ? invalidArgument(error.message) : error;
  }
}

function writeScalar(kind: JsonKind, value: Scalar, writer: BinaryWriter): void {
  if (kind === 'bytes') writer.bytes(value as Uint8Array);
  else if (kind === 'string' || kind === 'dec' || kind === 'int') writer.string(value as string);
  else if (kind === 'bool') writer.bool(value as boolean);
  else if (kind === 'enum') writer.int32(value as number);
  else if (kind.endsWith('64')) writer[kind as 'int64'](value as bigint);
  else writer[kind as 'int32'](value as number);
}

function readTime(kind: 'timestamp' | 'duration', json: unknown): SecondsAndNanos {
  if (typeof json !== 'string') throw wrongKind(json, 'string');
  const time = kind === 'timestamp' ? readTimestamp(json) : readDuration(json);
  if (time === undefined) throw invalidArgument(`bad ${kind === 'timestamp' ? 'Timestamp' : 'Duration'}: ${json}`);
  return time;
}

function writeTime({ seconds, nanos }: SecondsAndNanos, writer: BinaryWriter): void {
  if (seconds !== 0n) writer.tag(1, WireType.Varint).int64(seconds);
  if (nanos !== 0) writer.tag(2, WireType.Varint).int32(nanos);
}

function writeAny(json: unknown, writer: BinaryWriter): void {
  if (typeof json !== 'object' || json === null) throw wrongKind(json, 'map[string]json.RawMessage');
  const { '@type': typeUrl, ...fields } = json as JsonObject;
  if (typeof typeUrl !== 'string') throw invalidArgument("Any JSON doesn't have '@type'");
  const type = chainRegistry().getMessage(typeUrl.slice(typeUrl.lastIndexOf('/') + 1));
  if (type === undefined) throw invalidArgument(`unable to resolve type URL ${typeUrl}`);
  writer.tag(1, WireType.LengthDelimited).string(typeUrl);
  const value = jsonToWire(type, fields);
  if (value.length > 0) writer.tag(2, WireType.LengthDelimited).bytes(value);
}
