import type { JsonText } from './json.js';

/** Enough for clients that page through the last blocks, little enough to forget. */
const mostTexts = 64;
const mostCharacters = 16_000_000;

/** Writes a record's text once for as long as it is among those asked for last. Records never change. */
export function remembered<T extends object>(write: (record: T) => JsonText): (record: T) => JsonText {
  const texts = new Map<T, JsonText>();
  let characters = 0;
  return (record) => {
    const known = texts.get(record);
    if (known !== undefined) return known;
    const text = write(record);
    texts.set(record, text);
    characters += text.length;
    for (const [oldest, { length }] of texts) {
      if (texts.size <= mostTexts && characters <= mostCharacters) break;
      texts.delete(oldest);
      characters -= length;
    }
    return text;
  };
}
