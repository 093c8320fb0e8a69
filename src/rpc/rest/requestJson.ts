import type { DescMessage } from '@bufbuild/protobuf';
import { type JsonField, jsonShape } from '../../types/descriptors/jsonShape.js';
import { readGoBase64 } from '../../types/goBase64.js';
import { invalidArgument } from '../../types/queryStatus.js';
import { bytesToBase64 } from '../../util/bytes.js';
import { CodedError } from '../../util/errors.js';
import { readBool, readFloat, readWhole } from './goNumbers.js';

/** A request as JSON while it is put together from path, query and body. */
export interface RequestJson {
  [field: string]: unknown;
}

const named = (type: DescMessage, name: string): JsonField | undefined =>
  jsonShape(type).fields.find((field) => field.name === name || field.camelName === name);

/** Sets a field from its text in the path, where commas part the items of a list. */
export function setPathField(json: RequestJson, type: DescMessage, name: string, text: string): void {
  const field = named(type, name);
  if (field === undefined) throw invalidArgument(`unknown path parameter ${name}`);
  try {
    json[field.name] =
      field.repeats === 'list' ? text.split(',').map((item) => readText(field, item)) : readText(field, text);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    throw invalidArgument(`type mismatch, parameter: ${name}, error: ${error.message}`);
  }
}

/**
 * Sets what a query string names: `limit=5`, `pagination.limit=5`, lists by naming a field more than once. As the chain's
 * REST port does, it takes the first of many texts for a field that is no list, and passes over fields that there are not.
 */
export function setQueryFields(
  json: RequestJson,
  type: DescMessage,
  query: URLSearchParams,
  taken: ReadonlySet<string>,
): void {
  for (const name of new Set(query.keys())) {
    const path = name.split('.');
    if (!taken.has(path[0]!)) setField(json, type, path, query.getAll(name));
  }
}

function setField(json: RequestJson, type: DescMessage, path: readonly string[], texts: readonly string[]): void {
  const [name, ...inner] = path as [string, ...string[]];
  const field = named(type, name);
  if (field === undefined) return;
  if (field.repeats === 'list') {
    if (inner.length > 0) throw invalidArgument(`unexpected repeated field in ${path.join('.')}`);
    json[field.name] = texts.map((text) => readText(field, text));
  } else if (inner.length === 0) {
    json[field.name] = readText(field, texts[0]!);
  } else if (field.message === undefined) {
    throw invalidArgument(`unexpected nested field ${inner[0]} in ${name}`);
  } else {
    const below = (json[field.name] as RequestJson | undefined) ?? {};
    json[field.name] = below;
    setField(below, field.message, inner, texts);
  }
}

/** The JSON of a field's value from its text in a path or a query. */
function readText(field: JsonField, text: string): unknown {
  switch (field.kind) {
    case 'bool':
      return readBool(text);
    case 'float':
    case 'double':
      return readFloat(text);
    case 'bytes':
      return readBytes(text);
    case 'enum':
      return readEnum(field, text);
    case 'int32':
    case 'int64':
    case 'uint32':
    case 'uint64':
      return String(readWhole(field.kind, text));
    case 'string':
    case 'dec':
    case 'int':
    case 'timestamp':
    case 'duration':
      return text;
    default:
      throw invalidArgument(`unsupported field type *${field.message?.typeName ?? field.kind}`);
  }
}

/** Base64, also with the alphabet of URLs. */
function readBytes(text: string): string {
  const standard = readGoBase64(text);
  const read = standard.ok ? standard : readGoBase64(text.replaceAll('-', '+').replaceAll('_', '/'));
  if (!read.ok) throw invalidArgument(read.complaint);
  return bytesToBase64(read.bytes);
}

function readEnum({ values }: JsonField, text: string): number {
  const number = /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
  const value = values!.values.find((one) => one.name === text || one.number === number);
  if (value === undefined) throw invalidArgument(`${text} is not a valid ${values!.typeName}`);
  return value.number;
}
