import { CodedError, simErrors } from '../util/errors.js';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const padding = '=';

/** The bytes of a text, or the complaint of the chain's decoder, which clients see. */
export type Base64Result =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly complaint: string };

/**
 * Reads standard padded base64 as the chain's programs do: line breaks are skipped, anything else out of place is
 * "illegal base64 data at input byte N".
 */
export function readGoBase64(text: string): Base64Result {
  const input = Buffer.from(text, 'utf8').toString('latin1');
  const illegal = illegalByte(input);
  if (illegal >= 0) return { ok: false, complaint: `illegal base64 data at input byte ${illegal}` };
  return { ok: true, bytes: new Uint8Array(Buffer.from(input, 'base64')) };
}

/** The bytes of a text that the same decoder took once already; else an error, gonka-sim/4. */
export function goBase64ToBytes(text: string): Uint8Array {
  const read = readGoBase64(text);
  if (!read.ok) throw new CodedError(simErrors.malformedBytes, read.complaint);
  return read.bytes;
}

/** The position that the decoder stumbles over; -1 when there is none. */
function illegalByte(input: string): number {
  let at = skipBreaks(input, 0);
  while (at < input.length) {
    for (let place = 0; place < 4; place++) {
      at = skipBreaks(input, at);
      if (at === input.length) return place === 0 ? -1 : at - place;
      const character = input[at] as string;
      if (character === padding) return illegalAfterPadding(input, at, place);
      if (!alphabet.includes(character)) return at;
      at += 1;
    }
    at = skipBreaks(input, at);
  }
  return -1;
}

/** `place` is where in its group of four the first padding character stands. */
function illegalAfterPadding(input: string, first: number, place: number): number {
  if (place < 2) return first;
  let at = skipBreaks(input, first + 1);
  if (place === 2) {
    if (at === input.length) return input.length;
    if (input[at] !== padding) return at;
    at = skipBreaks(input, at + 1);
  }
  return at < input.length ? at : -1;
}

function skipBreaks(input: string, from: number): number {
  let at = from;
  while (input[at] === '\n' || input[at] === '\r') at += 1;
  return at;
}
