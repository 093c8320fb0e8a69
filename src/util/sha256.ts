import * as crypto from 'node:crypto';
import { latin1ToBytes } from './bytes.js';

// Most of a hash's price is the Buffer that carries the result: asking OpenSSL for a latin1 string ('binary' is Node's
// other name for it) is five times faster than createHash. `crypto.hash` is young, hence the second way.
const hashInOneCall = crypto.hash as typeof crypto.hash | undefined;

/** SHA-256 of bytes as a latin1 string of 32 characters: the fastest form, and the one that trees keep. */
export const sha256ToLatin1: (bytes: Uint8Array) => string = hashInOneCall
  ? (bytes) => hashInOneCall('sha256', bytes, 'binary')
  : (bytes) => crypto.createHash('sha256').update(bytes).digest('binary');

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
