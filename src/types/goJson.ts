import type { Json } from './protoJson.js';

/**
 * JSON text as the chain's programs write a sorted document: keys in byte order, no space, and `<`, `>`, `&` and the two
 * Unicode line separators escaped. Signatures cover this text, so every character counts.
 */
export function sortedJson(value: Json): string {
  return write(value).replace(/[<>&\u2028\u2029]/g, unicodeEscape);
}

function write(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${write(item)}`).join(',')}}`;
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
