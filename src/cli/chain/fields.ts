import type { DescMessage } from '@bufbuild/protobuf';
import { type JsonField, jsonShape } from '../../types/descriptors/jsonShape.js';
import { CodedError, simErrors } from '../../util/errors.js';
import { argumentFields } from './methods.js';
import { type CoinJson, readCoin } from './readCoin.js';

type Json = { [name: string]: unknown };

const coinType = 'cosmos.base.v1beta1.Coin';

/**
 * The JSON of a message from the words of a command line: `name=value` for a field, `outer.inner=value` for one inside it,
 * and words without a name for the fields in their order. Coins are `5ngonka`, lists have commas, messages are JSON.
 *
 * @throws gonka-sim/26 that names the field
 */
export function fieldsOf(type: DescMessage, words: readonly string[]): Json {
  const json: Json = {};
  const free = [...argumentFields(type)];
  for (const word of words) {
    const named = /^([A-Za-z_][\w.]*)=(.*)$/s.exec(word);
    const path = named !== null && hasField(type, named[1]!.split('.')) ? named[1]!.split('.') : undefined;
    if (path !== undefined) {
      place(json, type, path, named![2]!);
      continue;
    }
    const next = free.find(({ name }) => json[name] === undefined);
    if (next === undefined) throw usage(`${word}: ${type.name} takes ${fieldNames(type)}`);
    place(json, type, [next.name], word);
  }
  return json;
}

const fieldNames = (type: DescMessage): string => type.fields.map(({ name }) => name).join(', ') || 'no fields';

function hasField(type: DescMessage, [name, ...rest]: readonly string[]): boolean {
  const field = find(type, name!);
  if (field === undefined || rest.length === 0) return field !== undefined;
  return field.message !== undefined && hasField(field.message, rest);
}

const find = (type: DescMessage, name: string): JsonField | undefined =>
  jsonShape(type).fields.find((field) => field.name === name || field.camelName === name);

function place(json: Json, type: DescMessage, [name, ...rest]: readonly string[], text: string): void {
  const field = find(type, name!)!;
  if (rest.length === 0) {
    json[field.name] = read(field, text);
    return;
  }
  const inner = (json[field.name] ?? {}) as Json;
  place(inner, field.message!, rest, text);
  json[field.name] = inner;
}

function read(field: JsonField, text: string): unknown {
  if (field.repeats === 'once') return readOne(field, text);
  if (/^\s*[[{]/.test(text)) return parse(field, text);
  return text === '' ? [] : text.split(',').map((part) => readOne(field, part));
}

function readOne(field: JsonField, text: string): unknown {
  if (field.message?.typeName === coinType && !text.startsWith('{')) return coin(field, text);
  if (field.kind === 'message' || field.kind === 'any') return parse(field, text);
  if (field.kind === 'bool') return parse(field, text);
  if (field.kind === 'enum' && /^\d+$/.test(text)) return Number(text);
  return text;
}

function coin(field: JsonField, text: string): CoinJson {
  const read = readCoin(text);
  if (read === undefined) throw usage(`${field.name}: ${JSON.stringify(text)} is no coin such as 5ngonka`);
  return read;
}

function parse(field: JsonField, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const wanted = field.kind === 'bool' ? 'true or false is' : 'JSON is';
    throw usage(`${field.name}: ${JSON.stringify(text)}: ${wanted} wanted`);
  }
}

const usage = (text: string): CodedError => new CodedError(simErrors.usage, text);
