import type { JsonText } from './json.js';

/** Enough for clients that page through the last blocks, little enough to forget. */
const kept = 64;

/** Writes a record's text once for as long as it is among those asked for last. Records never change. */
export function remembered<T extends object>(write: (record: T) => JsonText): (record: T) => JsonText {
  const texts = new Map<T, JsonText>();
  return (record) => {
    const known = texts.get(record);
    if (known !== undefined) return known;
    const text = write(record);
    texts.set(record, text);
    if (texts.size > kept) texts.delete(texts.keys().next().value as T);
    return text;
  };
}
