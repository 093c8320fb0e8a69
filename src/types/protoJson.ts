import { bytesToBase64 } from '../util/bytes.js';
import { CodedError, type ErrorKind, simErrors } from '../util/errors.js';
import type { MessageFns } from './codec.js';
import { isOwnField } from './ownFields.js';
import { parseValue } from './protoJsonValue.js';
import { type FieldShape, messageShape, type ValueShape } from './protoShape.js';

/** What `JSON.parse` gives. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

type Fields = Readonly<Record<string, unknown>>;

/**
 * The JSON of a record as the chain's REST port writes it: field names of the schema in its order, 64-bit integers as
 * text, enums by name (by number when unknown), bytes in base64, defaults written, absent messages and bytes as null.
 */
export function toProtoJson<T>(type: MessageFns<T>, record: T): { [key: string]: Json } {
  return writeMessage(typeNameOf(type), record as Fields);
}

function writeMessage(typeName: string, record: Fields): { [key: string]: Json } {
  const json: { [key: string]: Json } = {};
  for (const field of messageShape(typeName)) {
    const value = record[field.property];
    if (isEmpty(value) && isOwnField(typeName, field.name)) continue;
    json[field.name] = field.repeated
      ? (value as readonly unknown[]).map((item) => writeValue(field.value, item))
      : writeValue(field.value, value ?? (field.embedded ? emptyRecord(field.value) : null));
  }
  return json;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

function emptyRecord(shape: ValueShape): unknown {
  return shape.kind === 'message' ? parseMessage(shape.type, {}, { at: '', kind: simErrors.usage }) : null;
}

function writeValue(shape: ValueShape, value: unknown): Json {
  switch (shape.kind) {
    case 'message':
      return value === null ? null : writeMessage(shape.type, value as Fields);
    case 'enum':
      return shape.values.value[value as number]?.name ?? (value as number);
    case 'int64':
    case 'uint64':
      return String(value);
    case 'bytes':
      return (value as Uint8Array).length === 0 ? null : bytesToBase64(value as Uint8Array);
    case 'float':
      return jsonFloat(shortestFloat(value as number));
    case 'double':
      return jsonFloat(value as number);
    default:
      return value as Json;
  }
}

/** JSON has no number for three of the floats. */
export function jsonFloat(value: number): Json {
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

/** The number with the fewest digits that is the same float: 0.1 instead of 0.10000000149. */
export function shortestFloat(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

/** Where a value stands, for the error text, and which error a bad value is. */
export interface ParsePlace {
  /** Path of the value, e.g. `app_state.inference`; empty for the document itself. */
  readonly at: string;
  readonly kind: ErrorKind;
  /** Hears every fault instead of having the first one thrown; what is at fault is read as if it were absent. */
  readonly onFault?: (fault: CodedError) => void;
}

/**
 * Reads what `toProtoJson` writes, and as the chain's own reader does: record property names, 64-bit integers as plain
 * numbers, enums by number, absent fields and null as default.
 *
 * Strict: an unknown field or a value of another kind is an error (`genesisInvalid` unless another kind is given) whose
 * text begins with the JSON path. The first one is thrown, unless the caller wants to hear them all.
 */
export function fromProtoJson<T>(type: MessageFns<T>, json: unknown, place: Partial<ParsePlace> = {}): T {
  const whole = { ...place, at: place.at ?? '', kind: place.kind ?? simErrors.genesisInvalid };
  return parseMessage(typeNameOf(type), json, whole) as T;
}

function complain(place: ParsePlace, fault: CodedError): void {
  if (place.onFault === undefined) throw fault;
  place.onFault(fault);
}

function parseMessage(typeName: string, json: unknown, place: ParsePlace): Fields {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    complain(place, badValue(place, 'an object', json));
    return parseMessage(typeName, {}, place);
  }
  const shape = messageShape(typeName);
  refuseUnknown(shape, json, typeName, place);
  const given = json as { readonly [key: string]: unknown };
  const record: Record<string, unknown> = {};
  for (const field of shape) {
    const own = Object.hasOwn(given, field.name);
    const value = own ? given[field.name] : Object.hasOwn(given, field.property) ? given[field.property] : undefined;
    record[field.property] = parseField(field, value, { ...place, at: join(place.at, field.name) });
  }
  return record;
}

function refuseUnknown(shape: readonly FieldShape[], json: object, typeName: string, place: ParsePlace): void {
  for (const key of Object.keys(json)) {
    if (shape.some((field) => field.name === key || field.property === key)) continue;
    const at = join(place.at, key);
    complain(place, new CodedError(place.kind, `${at}: ${typeName} has no such field`, { context: { path: at } }));
  }
}

function parseField(field: FieldShape, json: unknown, place: ParsePlace): unknown {
  if (!field.repeated) {
    if (json !== undefined && json !== null) return parseOne(field.value, json, place);
    return field.embedded ? emptyRecord(field.value) : defaultOf(field.value);
  }
  if (json === undefined || json === null) return [];
  if (!Array.isArray(json)) {
    complain(place, badValue(place, 'a list', json));
    return [];
  }
  return json.map((item, index) => parseOne(field.value, item, { ...place, at: `${place.at}[${index}]` }));
}

function defaultOf(shape: ValueShape): unknown {
  switch (shape.kind) {
    case 'message':
      return undefined;
    case 'int64':
    case 'uint64':
      return 0n;
    case 'bool':
      return false;
    case 'string':
      return '';
    case 'bytes':
      return new Uint8Array(0);
    default:
      return 0;
  }
}

function parseOne(shape: ValueShape, json: unknown, place: ParsePlace): unknown {
  if (shape.kind === 'message') return parseMessage(shape.type, json, place);
  const parsed = parseValue(shape, json);
  if (parsed.ok) return parsed.value;
  complain(place, badValue(place, parsed.wanted, json));
  return defaultOf(shape);
}

function badValue(place: ParsePlace, wanted: string, json: unknown): CodedError {
  const at = place.at === '' ? 'document' : place.at;
  const got = json === undefined ? 'nothing' : (JSON.stringify(json) ?? String(json)).slice(0, 80);
  return new CodedError(place.kind, `${at}: expected ${wanted}, got ${got}`, { context: { path: at } });
}

function join(at: string, name: string): string {
  return at === '' ? name : `${at}.${name}`;
}

function typeNameOf(type: { readonly $type?: string }): string {
  if (type.$type === undefined) throw new CodedError(simErrors.usage, 'not a generated message type');
  return type.$type;
}
