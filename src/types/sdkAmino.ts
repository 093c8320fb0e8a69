import { sortableTime } from '../store/timeKey.js';
import { bytesToBase64, bytesToUtf8, emptyBytes } from '../util/bytes.js';
import { asInt64 } from '../util/int.js';
import * as dec from '../util/legacyDec.js';
import type { AminoMsg } from './amino.js';
import { toAmino } from './amino.js';
import { proto } from './codec.js';
import { plainError } from './errors.js';
import type { Json } from './protoJson.js';
import { isOwnMessage } from './protoShape.js';
import { protoType } from './protoTypes.js';
import { alwaysWritten, sdkAminoNames } from './sdkAminoNames.js';
import { lengthDelimited, varint, WireCursor } from './wire.js';
import { type WireField, wireShape } from './wireShape.js';

// Amino JSON of packed messages: of our own schema by its descriptors, of the SDK by its shapes and a table of the options
// that shapes do not hold (SDK, x/tx/signing/aminojson).

/** A packed message as a wallet of amino mode shows and signs it; a plain error for a type that nobody here knows. */
export function aminoOfAny({ typeUrl, value }: { readonly typeUrl: string; readonly value: Uint8Array }): AminoMsg {
  const typeName = typeUrl.slice(typeUrl.lastIndexOf('/') + 1);
  if (!Object.hasOwn(sdkAminoNames, typeName) && isOwnMessage(typeName)) {
    const type = protoType(typeName);
    return toAmino(type, proto(type).decode(value));
  }
  return { type: sdkAminoNames[typeName] ?? `/${typeName}`, value: writePacked(typeName, value) };
}

function writePacked(typeName: string, bytes: Uint8Array): Json {
  const fields = fieldsOf(bytes);
  if (/^cosmos\.crypto\.\w+\.PubKey$/.test(typeName)) return bytesToBase64(fields.get(1)?.at(-1)?.bytes ?? emptyBytes);
  if (typeName === 'cosmos.crypto.multisig.LegacyAminoPubKey') return writeMultisig(fields);
  return writeMessage(typeName, fields);
}

function writeMultisig(fields: Fields): Json {
  const pubkeys = (fields.get(2) ?? []).map(({ bytes }) => ({ ...aminoOfAny(readAny(fieldsOf(bytes))) }));
  return { threshold: String(fields.get(1)?.at(-1)?.number ?? 0n), pubkeys };
}

/** A value as it stands on the wire: a number, or bytes. */
interface RawValue {
  readonly number: bigint;
  readonly bytes: Uint8Array;
}

type Fields = ReadonlyMap<number, readonly RawValue[]>;

function fieldsOf(bytes: Uint8Array): Fields {
  const fields = new Map<number, RawValue[]>();
  const cursor = new WireCursor(bytes);
  while (!cursor.done) {
    const tag = cursor.tag();
    const raw = readValue(cursor, tag);
    const known = fields.get(tag.number);
    if (known === undefined) fields.set(tag.number, [raw]);
    else known.push(raw);
  }
  return fields;
}

function readValue(cursor: WireCursor, tag: { number: number; wireType: number }): RawValue {
  if (tag.wireType === varint) return { number: cursor.varint(), bytes: emptyBytes };
  if (tag.wireType === lengthDelimited) return { number: 0n, bytes: cursor.content() };
  return { number: 0n, bytes: cursor.value(tag) };
}

function writeMessage(typeName: string, fields: Fields): Json {
  const shape = wireShape(typeName);
  if (shape === undefined) throw plainError(`amino JSON of unknown type ${typeName}`);
  const always = alwaysWritten[typeName] ?? [];
  const json: { [key: string]: Json } = {};
  for (const field of shape) {
    const values = fields.get(field.number) ?? [];
    const written = field.repeated ? writeList(field, values) : writeOne(field, values.at(-1));
    if (written !== undefined) json[field.name] = written;
    else if (always.includes(field.property)) json[field.name] = emptyOf(field);
  }
  return json;
}

/** What stands for nothing in a field that is always written. Lists of coins have the SDK's `legacy_coins` form. */
function emptyOf({ repeated, kind, type }: WireField): Json {
  if (repeated) return type === 'cosmos.base.v1beta1.Coin' ? [] : null;
  if (kind === 'message') return writeValue({ kind, type }, { number: 0n, bytes: emptyBytes });
  if (kind === 'bool') return false;
  if (kind === 'dec') return dec.format(dec.zero);
  return ['string', 'bytes'].includes(kind) ? '' : ['int64', 'uint64'].includes(kind) ? '0' : 0;
}

function writeList(field: WireField, values: readonly RawValue[]): Json | undefined {
  const items = values.flatMap((value) => unpacked(field, value));
  return items.length === 0 ? undefined : items.map((value) => writeValue(field, value));
}

/** The numbers of a packed list, or the value itself. */
function unpacked({ kind }: WireField, value: RawValue): readonly RawValue[] {
  if (value.bytes.length === 0 || ['message', 'string', 'bytes', 'dec'].includes(kind)) return [value];
  const numbers: RawValue[] = [];
  const cursor = new WireCursor(value.bytes);
  while (!cursor.done) numbers.push({ number: cursor.varint(), bytes: emptyBytes });
  return numbers;
}

function writeOne(field: WireField, value: RawValue | undefined): Json | undefined {
  if (value === undefined) return undefined;
  const isEmpty = field.kind !== 'message' && value.number === 0n && value.bytes.length === 0;
  return isEmpty ? undefined : writeValue(field, value);
}

function writeValue({ kind, type }: Pick<WireField, 'kind' | 'type'>, { number, bytes }: RawValue): Json {
  switch (kind) {
    case 'message':
      return writeNested(type, bytes);
    case 'string':
      return bytesToUtf8(bytes);
    case 'bytes':
      return bytesToBase64(bytes);
    case 'dec':
      return dec.format(dec.fromUnits(BigInt(bytesToUtf8(bytes))));
    case 'bool':
      return number !== 0n;
    case 'uint64':
      return String(number);
    case 'int64':
      return String(asInt64(number));
    case 'float':
      throw plainError('unknown type float32');
    case 'double':
      throw plainError('unknown type float64');
    default:
      return Number(BigInt.asIntN(kind === 'uint32' ? 33 : 32, number));
  }
}

function writeNested(type: string, bytes: Uint8Array): Json {
  const fields = fieldsOf(bytes);
  if (type === 'google.protobuf.Any') return { ...aminoOfAny(readAny(fields)) };
  if (type === 'google.protobuf.Timestamp') return `${sortableTime(toNanos(fields)).replace(/\.?0+$/, '')}Z`;
  if (type === 'google.protobuf.Duration') return String(toNanos(fields));
  return writeMessage(type, fields);
}

function readAny(fields: Fields): { typeUrl: string; value: Uint8Array } {
  return {
    typeUrl: bytesToUtf8(fields.get(1)?.at(-1)?.bytes ?? emptyBytes),
    value: fields.get(2)?.at(-1)?.bytes ?? emptyBytes,
  };
}

/** Nanoseconds of a Timestamp or Duration. */
function toNanos(fields: Fields): bigint {
  const [seconds, nanos] = [1, 2].map((at) => asInt64(fields.get(at)?.at(-1)?.number ?? 0n)) as [bigint, bigint];
  return seconds * 1_000_000_000n + nanos;
}
