import type { DescMessage } from '@bufbuild/protobuf';
import { type JsonField, jsonShape } from '../../types/descriptors/jsonShape.js';
import type { JsonMessage } from '../../types/descriptors/wireToJson.js';

/**
 * A message as Go's own JSON writer shows its struct, which is the API node's way: names of the schema, whole numbers of
 * any size as numbers, enums by number, and nothing of what is zero. As text: numbers may have more digits than a float.
 */
export function goStruct(type: DescMessage, json: JsonMessage): string {
  const members = jsonShape(type).fields.flatMap((field) => {
    const value = json[field.name];
    return value === undefined || isZero(field, value) ? [] : [`${JSON.stringify(field.name)}:${write(field, value)}`];
  });
  return `{${members.join(',')}}`;
}

function isZero(field: JsonField, value: unknown): boolean {
  if (field.repeats !== 'once') return Array.isArray(value) && value.length === 0;
  if (field.kind === 'enum') return value === field.values!.values[0]?.name;
  return value === null || value === '' || value === 0 || value === false || (value === '0' && field.kind !== 'string');
}

function write(field: JsonField, value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => writeOne(field, item)).join(',')}]`;
  return writeOne(field, value);
}

function writeOne(field: JsonField, value: unknown): string {
  if (field.kind === 'message') return goStruct(field.message!, value as JsonMessage);
  if (field.kind === 'enum') return String(field.values!.values.find(({ name }) => name === value)?.number ?? value);
  // 64-bit integers are text in the JSON that this is made from.
  return field.kind.endsWith('64') ? String(value) : JSON.stringify(value);
}
