import type { Timestamp } from 'cosmjs-types/google/protobuf/timestamp';
import { formatTime } from '../../../sdk/time.js';
import { fromTimestamp } from '../../../types/comet/time.js';
import { bytesToBase64, bytesToHex } from '../../../util/bytes.js';

// CometBFT's JSON: 64-bit integers are texts, smaller ones numbers, hashes and addresses upper-case hex, other bytes base64,
// fields in the order of Go's structs. A field that is `undefined` here is left out, as Go's `omitempty` does.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [field: string]: Json | undefined };

/** JSON text. Answers are kept in this form, so that what is asked often is written once. */
export type JsonText = string;

const unsafe = /[<>&\u2028\u2029]/;
const allUnsafe = new RegExp(unsafe, 'g');

/** Writes JSON as Go does: with what HTML could misread escaped. */
export function jsonText(value: Json): JsonText {
  const text = JSON.stringify(value);
  return unsafe.test(text) ? text.replace(allUnsafe, unicodeEscape) : text;
}

const unicodeEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Parts that are JSON text already, as a list. */
export const jsonList = (items: readonly JsonText[]): JsonText => `[${items.join(',')}]`;

export const upperHex = (bytes: Uint8Array): string => bytesToHex(bytes).toUpperCase();

export const int = (value: bigint | number): string => value.toString();

/** Bytes that Go has as a nil slice when there are none. */
export const base64OrNull = (bytes: Uint8Array): string | null => (bytes.length === 0 ? null : bytesToBase64(bytes));

export const time = (timestamp: Timestamp): string => formatTime(fromTimestamp(timestamp));

/** An integer that is left out when it is zero. */
export const intUnlessZero = (value: bigint): string | undefined => (value === 0n ? undefined : int(value));

/** A text that is left out when it is empty. */
export const textUnlessEmpty = (text: string): string | undefined => (text === '' ? undefined : text);
