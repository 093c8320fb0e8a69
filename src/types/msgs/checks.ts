import { CodedError } from '../../util/errors.js';
import { sdkErrors } from '../errors.js';
import { readGoBase64 } from '../goBase64.js';
import { readGoUrl } from '../goUrl.js';

// The checks that several messages share. All complain with sdk 18 "invalid request", but keys with sdk 8 "invalid
// pubkey", which the chain wraps twice and so do we.

export function invalidRequest(detail: string): CodedError {
  return new CodedError(sdkErrors.invalidRequest, detail);
}

/** White space alone is no text. */
export function requireText(text: string, field: string): void {
  if (text.trim() === '') throw invalidRequest(`${field} is required`);
}

export function requirePositive(value: bigint, field: string): void {
  if (value <= 0n) throw invalidRequest(`${field} must be > 0`);
}

/** An http or https URL with a host; blank text stands for none. */
export function checkOptionalUrl(url: string): void {
  if (url.trim() === '') return;
  const read = readGoUrl(url);
  if (!read.ok) throw invalidRequest(`invalid url: ${read.complaint}`);
  if (read.scheme !== 'http' && read.scheme !== 'https') throw invalidRequest('url must have scheme http or https');
  if (read.host === '') throw invalidRequest(`url must include a host for ${read.scheme}://`);
}

const signatureLength = 64;

/** A secp256k1 signature, r and s, in base64. */
export function requireSignature(text: string, field: string): void {
  requireText(text, field);
  const read = readGoBase64(text);
  if (!read.ok) throw invalidRequest(`${field} must be base64: ${read.complaint}`);
  const { length } = read.bytes;
  if (length !== signatureLength) {
    throw invalidRequest(`${field} must decode to ${signatureLength} bytes (r||s), got ${length} bytes`);
  }
}

const ed25519KeyLength = 32;
const secp256k1KeyLength = 33;

/** An ed25519 key in base64; `what` names the key in the complaint. */
export function requireEd25519Key(text: string, what: string): void {
  const bytes = keyBytes(text, what, 'validator');
  if (bytes.length !== ed25519KeyLength) {
    const why = `must be exactly ${ed25519KeyLength} bytes, got ${bytes.length} bytes for `;
    throw wrongKey(what, `ED25519 validator key ${why}`);
  }
}

/** A compressed secp256k1 key in base64. */
export function requireSecp256k1Key(text: string, what: string): void {
  const bytes = keyBytes(text, what, 'account');
  if (bytes.length !== secp256k1KeyLength) {
    const why = `must be exactly ${secp256k1KeyLength} bytes, got ${bytes.length} bytes`;
    throw wrongKey(what, `SECP256K1 account key ${why}`);
  }
  if (bytes[0] !== 2 && bytes[0] !== 3) {
    throw wrongKey(what, 'SECP256K1 key must be in compressed format (first byte should be 0x02 or 0x03)');
  }
}

function keyBytes(text: string, what: string, role: string): Uint8Array {
  if (text.trim() === '') throw new CodedError(sdkErrors.invalidPubKey, `invalid ${what}: empty or whitespace`);
  const read = readGoBase64(text);
  if (!read.ok) throw wrongKey(what, `failed to decode ${role} key: ${read.complaint}`);
  return read.bytes;
}

function wrongKey(what: string, why: string): CodedError {
  return new CodedError(sdkErrors.invalidPubKey, `invalid ${what}: ${why}: ${sdkErrors.invalidPubKey.text}`);
}
