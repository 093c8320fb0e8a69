import { bytesToUtf8 } from '../util/bytes.js';

const replacement = '\ufffd';

/** Bytes as Go's JSON shows them when they are taken for text: each byte that is no part of a UTF-8 character is U+FFFD. */
export function goText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = characterLength(bytes[at]!);
    const character = length === 0 ? replacement : bytesToUtf8(bytes.subarray(at, at + length));
    const isWhole = length > 0 && at + length <= bytes.length && !character.includes(replacement);
    text += isWhole ? character : replacement;
    at += isWhole ? length : 1;
  }
  return text;
}

function characterLength(first: number): number {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first < 0xe0) return 2;
  if (first >= 0xe0 && first < 0xf0) return 3;
  return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}
