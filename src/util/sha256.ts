import * as crypto from 'node:crypto';
import { latin1ToBytes } from './bytes.js';

// Most of a hash's price is the Buffer that carries the result: asking OpenSSL for a latin1 string ('binary' is Node's
// other name for it) is five times faster than createHash. `crypto.hash` is young, hence the second way.
const hashInOneCall = crypto.hash as typeof crypto.hash | undefined;

/** SHA-256 of bytes as a latin1 string of 32 characters. */
export const sha256ToLatin1: (bytes: Uint8Array) => string = hashInOneCall
  ? (bytes) => hashInOneCall('sha256', bytes, 'binary')
  : (bytes) => crypto.createHash('sha256').update(bytes).digest('binary');

// All of Buffer's encodings will do, though the types name but those of text.
const pairsOfBytes = 'utf16le' as 'binary';

/**
 * The same as 16 characters of two bytes each, the low one first: made in less time, and written down again in half of it.
 * Trees keep it so.
 */
export const sha256ToPairs: (bytes: Uint8Array) => string = hashInOneCall
  ? (bytes) => hashInOneCall('sha256', bytes, pairsOfBytes)
  : (bytes) => crypto.createHash('sha256').update(bytes).digest(pairsOfBytes);

/** A text of pairs of bytes as latin1. */
export const pairsToLatin1 = (pairs: string): string => Buffer.from(pairs, 'utf16le').toString('latin1');

/** SHA-256 of bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return latin1ToBytes(sha256ToLatin1(bytes));
}

const scratch = Buffer.allocUnsafeSlow(1024);
const views: (Buffer | undefined)[] = [];

/** SHA-256 of the bytes of a latin1 string, as a latin1 string; short inputs share one scratch buffer. */
export function sha256OfLatin1(text: string): string {
  if (text.length > scratch.length) return sha256ToLatin1(Buffer.from(text, 'latin1'));
  views[text.length] ??= scratch.subarray(0, text.length);
  scratch.write(text, 'latin1');
  return sha256ToLatin1(views[text.length]!);
}
