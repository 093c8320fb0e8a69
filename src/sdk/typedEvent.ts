import type { ChainEvent } from '../types/events.js';
import { compareUtf8 } from '../util/bytes.js';

/** The JSON of a typed event's field: text, or an object of texts. Numbers of 64 bits are text there. */
export type TypedValue = string | bigint | null | { readonly [key: string]: string };

const toJson = (value: TypedValue): string => JSON.stringify(typeof value === 'bigint' ? String(value) : value);

/** An event made from a protobuf message, as x/group emits them: values in JSON, keys in byte order. */
export function typedEvent(type: string, fields: Readonly<Record<string, TypedValue>>): ChainEvent {
  const attributes = Object.entries(fields)
    .sort(([a], [b]) => compareUtf8(a, b))
    .map(([key, value]) => ({ key, value: toJson(value) }));
  return { type, attributes };
}
