import { CodedError, simErrors } from './errors.js';

// Three forms of bytes meet in the house: Uint8Array at the borders, latin1 strings (one character a byte) as store keys
// and hashes, and UTF-8, hex or base64 text for people. Results are plain Uint8Arrays that own their memory, so that
// nothing downstream sees Node's Buffer with its own `slice`, `toJSON` and pool.

export const emptyBytes: Uint8Array = new Uint8Array(0);

/** A Buffer over the same memory: the way to Node's fast encoders. */
function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function malformed(what: string): CodedError {
  return new CodedError(simErrors.malformedBytes, what);
}

/** The bytes of a latin1 string; a character above 255 is a malformedBytes error. */
export function latin1ToBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  let seen = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    seen |= code;
    bytes[i] = code;
  }
  if (seen > 0xff) throw malformed('a byte string holds a character above 255');
  return bytes;
}

/** A string with one character per byte: the form of store keys and hashes. */
export function bytesToLatin1(bytes: Uint8Array): string {
  return viewOf(bytes).toString('latin1');
}

export function utf8ToBytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'utf8'));
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Text of UTF-8 bytes; invalid sequences become U+FFFD, as in Go's conversion for display. */
export function bytesToUtf8(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

/** The UTF-8 bytes of a text, as a latin1 string: how a name becomes part of a store key. */
export function utf8ToLatin1(text: string): string {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 0x7f) return Buffer.from(text, 'utf8').toString('latin1');
  }
  return text;
}

/** The text whose UTF-8 bytes a latin1 string holds. */
export function latin1ToUtf8(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8');
}

/** Lower-case hex. */
export function bytesToHex(bytes: Uint8Array): string {
  return viewOf(bytes).toString('hex');
}

/** Bytes of hex text of either case, without prefix; anything else is a malformedBytes error. */
export function hexToBytes(hex: string): Uint8Array {
  const bytes = Buffer.from(hex, 'hex');
  if (bytes.length * 2 !== hex.length) throw malformed(`not hex: ${JSON.stringify(hex.slice(0, 80))}`);
  return new Uint8Array(bytes);
}

/** Standard base64 with padding. */
export function bytesToBase64(bytes: Uint8Array): string {
  return viewOf(bytes).toString('base64');
}

/** Bytes of standard, padded base64; anything else is a malformedBytes error. */
export function base64ToBytes(text: string): Uint8Array {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    throw malformed(`not base64: ${JSON.stringify(text.slice(0, 80))}`);
  }
  return new Uint8Array(Buffer.from(text, 'base64'));
}

/** Order of bytes, shorter first on a common start: negative, zero or positive. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    if (a[i] !== b[i]) return a[i]! - b[i]!;
  }
  return a.length - b.length;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && compareBytes(a, b) === 0;
}

/** Order of latin1 strings, which is that of their bytes. */
export function compareLatin1(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Order of texts by their UTF-8 bytes, which is Go's order of strings (decisions, section 1).
 *
 * It differs from JavaScript's where a surrogate pair meets a character from U+E000 to U+FFFF.
 */
export function compareUtf8(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left === right) continue;
    const leftHigh = isSurrogate(left);
    const rightHigh = isSurrogate(right);
    return leftHigh === rightHigh ? left - right : leftHigh ? 1 : rightHigh ? -1 : 0;
  }
  return a.length - b.length;
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Eight bytes, most significant first. Values are taken modulo 2^64. */
export function uint64ToBytes(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value);
  return bytes;
}

/** The unsigned number in the first eight bytes, most significant first. */
export function bytesToUint64(bytes: Uint8Array): bigint {
  if (bytes.length < 8) throw malformed(`eight bytes needed, ${bytes.length} given`);
  return new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0);
}
