import { bytesToUtf8 } from '../util/bytes.js';

// The same few addresses and names of types stand in message after message. Finding the text that was made of the same
// bytes before costs less than the decoder does, leaves no garbage, and its hash is known to every table it is looked up in.

/** Ids of so many characters are put together in less time than it takes to look for them, and few come again. */
const shortText = 12;
/** Longer texts are no addresses. */
const longestKnown = 96;

const slotCount = 8192;
/** Where a slot has two claimants, the last one has it. Only plain texts: a character for each byte. */
const slots = new Array<string>(slotCount).fill('');

/** The text of UTF-8 bytes from `start` to `end`, as `bytesToUtf8` makes it. */
export function textOf(bytes: Uint8Array, start: number, end: number): string {
  const length = end - start;
  if (length <= shortText) return asciiText(bytes, start, end) ?? decoded(bytes, start, length);
  if (length > longestKnown) return decoded(bytes, start, length);
  const slot = slotOf(bytes, end);
  const known = slots[slot]!;
  if (known.length === length && isTextOf(known, bytes, start)) return known;
  const text = decoded(bytes, start, length);
  // With a character for each byte, all are ASCII but for the mark of what is no text, which is no byte's number.
  if (text.length === length) slots[slot] = text;
  return text;
}

/** The end tells texts apart: of an address, it is its checksum. */
function slotOf(bytes: Uint8Array, end: number): number {
  const low = bytes[end - 1]! ^ (bytes[end - 2]! << 5);
  return (low ^ (bytes[end - 3]! << 10) ^ (bytes[end - 4]! << 3)) % slotCount;
}

function isTextOf(text: string, bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[start + i]) return false;
  return true;
}

/** A text of plain characters; undefined where it has others. */
function asciiText(bytes: Uint8Array, start: number, end: number): string | undefined {
  let text = '';
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte > 0x7f) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}

const decoded = (bytes: Uint8Array, start: number, length: number): string =>
  bytesToUtf8(new Uint8Array(bytes.buffer, bytes.byteOffset + start, length));
