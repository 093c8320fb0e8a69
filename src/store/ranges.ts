import type { Key, KeyRange } from './kv.js';

/** The first key after all keys with this prefix; undefined when there is none, because every byte is ff. */
export function prefixEnd(prefix: Key): Key | undefined {
  let length = prefix.length;
  while (length > 0 && prefix.charCodeAt(length - 1) === 0xff) length -= 1;
  if (length === 0) return undefined;
  return prefix.slice(0, length - 1) + String.fromCharCode(prefix.charCodeAt(length - 1) + 1);
}

/** The end of a range that still holds `key`. */
export function inclusiveEnd(key: Key): Key {
  return `${key}\0`;
}

/** All keys with this prefix. */
export function prefixRange(prefix: Key): KeyRange {
  return { start: prefix, end: prefixEnd(prefix) };
}
