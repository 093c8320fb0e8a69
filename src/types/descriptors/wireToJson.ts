import type { DescMessage } from '@bufbuild/protobuf';
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { bytesToBase64 } from '../../util/bytes.js';
import { CodedError, simErrors } from '../../util/errors.js';
import { format, fromUnits } from '../../util/legacyDec.js';
import { isOwnField } from '../ownFields.js';
import { type Json, jsonFloat, shortestFloat } from '../protoJson.js';
import { type JsonField, jsonShape, messageType } from './jsonShape.js';
import { durationText, type SecondsAndNanos, timestampText } from './protoTime.js';
import { chainRegistry } from './registry.js';

/** A message in JSON. A name whose value is undefined is left out of the text, and keeps its place until it has one. */
export type JsonMessage = { [name: string]: Json | undefined };

/**
 * The JSON of a message's bytes as the chain's REST port writes it: names of the schema in its order, 64-bit integers as
 * text, enums by name (by number when unknown), bytes in base64, defaults written, absent messages and bytes as null,
 * decimals with 18 places, packed messages unpacked beside their `@type`.
 *
 * @throws gonka-sim/4 on bytes that are not of the type
 */
export function wireToJson(type: DescMessage | string, bytes: Uint8Array): JsonMessage {
  const message = typeof type === 'string' ? messageType(type) : type;
  try {
    return readMessage(message, new BinaryReader(bytes), bytes.length);
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    throw new CodedError(simErrors.malformedBytes, `${message.typeName}: ${(cause as Error).message}`, { cause });
  }
}

function readMessage(type: DescMessage, reader: BinaryReader, length: number, json = emptyMessage(type)): JsonMessage {
  const { byNumber } = jsonShape(type);
  const end = reader.pos + length;
  while (reader.pos < end) {
    const [number, wireType] = reader.tag();
    const field = byNumber.get(number);
    if (field === undefined) reader.skip(wireType, number);
    else readField(json, field, wireType, reader);
  }
  return json;
}

/** A message of which nothing was sent. */
function emptyMessage(type: DescMessage): JsonMessage {
  const json: JsonMessage = {};
  for (const field of jsonShape(type).fields) {
    const left = field.hidden || isOwnField(type.typeName, field.name);
    json[field.name] = left ? undefined : emptyField(field);
  }
  return json;
}

const year1: SecondsAndNanos = { seconds: -62135596800n, nanos: 0 };
const epoch: SecondsAndNanos = { seconds: 0n, nanos: 0 };

function emptyField(field: JsonField): Json {
  if (field.repeats !== 'once') return field.repeats === 'list' ? [] : {};
  switch (field.kind) {
    case 'message':
      return field.embedded ? (emptyMessage(field.message!) as Json) : null;
    case 'timestamp':
      return field.embedded ? timestampText(field.native ? year1 : epoch) : null;
    case 'duration':
      return field.embedded ? durationText(epoch) : null;
    case 'any':
    case 'bytes':
      return null;
    case 'string':
      return '';
    case 'bool':
      return false;
    case 'dec':
      return format(fromUnits(0n));
    case 'int':
      return '0';
    case 'enum':
      return field.values!.value[0]?.name ?? 0;
    default:
      return field.kind.endsWith('64') ? '0' : 0;
  }
}

function readField(json: JsonMessage, field: JsonField, wireType: WireType, reader: BinaryReader): void {
  const { name } = field;
  if (field.repeats === 'map') {
    const [key, value] = readEntry(field, reader);
    json[name] = { ...(json[name] as JsonMessage), [key]: value } as Json;
  } else if (field.repeats === 'once') {
    const known = json[name];
    const partial = field.kind === 'message' && typeof known === 'object' && known !== null;
    json[name] = partial
      ? (readMessage(field.message!, reader, reader.uint32(), known as JsonMessage) as Json)
      : readValue(field, reader);
  } else {
    json[name] ??= [];
    readItems(json[name] as Json[], field, wireType, reader);
  }
}

const lengthDelimited: ReadonlySet<string> = new Set([
  'string',
  'bytes',
  'dec',
  'int',
  'any',
  'timestamp',
  'duration',
  'message',
]);

function readItems(list: Json[], field: JsonField, wireType: WireType, reader: BinaryReader): void {
  if (wireType !== WireType.LengthDelimited || lengthDelimited.has(field.kind)) {
    list.push(readValue(field, reader));
    return;
  }
  const end = reader.uint32() + reader.pos;
  while (reader.pos < end) list.push(readValue(field, reader));
}

/** Maps of the chain's schema have text for keys. */
function readEntry(field: JsonField, reader: BinaryReader): readonly [key: string, value: Json] {
  const end = reader.uint32() + reader.pos;
  let key = '';
  let value: Json = emptyField({ ...field, repeats: 'once', embedded: true });
  while (reader.pos < end) {
    const [number, wireType] = reader.tag();
    if (number === 1) key = reader.string();
    else if (number === 2) value = readValue(field, reader);
    else reader.skip(wireType, number);
  }
  return [key, value];
}

function readValue(field: JsonField, reader: BinaryReader): Json {
  switch (field.kind) {
    case 'message':
      return readMessage(field.message!, reader, reader.uint32()) as Json;
    case 'any':
      return readAny(reader);
    case 'timestamp':
      return timestampText(readSeconds(reader));
    case 'duration':
      return durationText(readSeconds(reader));
    case 'enum': {
      const number = reader.int32();
      return field.values!.value[number]?.name ?? number;
    }
    case 'bytes': {
      const bytes = reader.bytes();
      return bytes.length === 0 && field.repeats === 'once' ? null : bytesToBase64(bytes);
    }
    case 'dec':
      return format(fromUnits(BigInt(reader.string())));
    case 'int':
      return reader.string() || '0';
    case 'float':
      return jsonFloat(shortestFloat(reader.float()));
    case 'double':
      return jsonFloat(reader.double());
    default: {
      const value = reader[field.kind]();
      return typeof value === 'bigint' ? String(value) : value;
    }
  }
}

function readSeconds(reader: BinaryReader): SecondsAndNanos {
  const end = reader.uint32() + reader.pos;
  let [seconds, nanos] = [0n, 0];
  while (reader.pos < end) {
    const [number, wireType] = reader.tag();
    if (number === 1) seconds = BigInt(reader.int64());
    else if (number === 2) nanos = reader.int32();
    else reader.skip(wireType, number);
  }
  return { seconds, nanos };
}

/** A packed message. One of a type that the schema does not know stays as it is, in base64. */
function readAny(reader: BinaryReader): Json {
  const end = reader.uint32() + reader.pos;
  let typeUrl = '';
  let value = new Uint8Array(0);
  while (reader.pos < end) {
    const [number, wireType] = reader.tag();
    if (number === 1) typeUrl = reader.string();
    else if (number === 2) value = reader.bytes() as Uint8Array<ArrayBuffer>;
    else reader.skip(wireType, number);
  }
  const type = chainRegistry().getMessage(typeUrl.slice(typeUrl.lastIndexOf('/') + 1));
  if (type === undefined) return { '@type': typeUrl, value: bytesToBase64(value) };
  return { '@type': typeUrl, ...wireToJson(type, value) } as Json;
}
