import { utf8ToLatin1 } from './bytes.js';

/** What a bech32 text holds, or why it holds nothing, in the words of the chain's own decoder (clients see them). */
export type Bech32Result =
  | { readonly ok: true; readonly prefix: string; readonly data: Uint8Array }
  | { readonly ok: false; readonly complaint: string };

const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const checksumLength = 6;
const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** The longest text that the SDK decodes. */
const longest = 1023;

/** Reads bech32 text (BIP 173, upper or lower case) of up to 1023 characters. */
export function readBech32(text: string): Bech32Result {
  const bytes = utf8ToLatin1(text);
  const complaint = complaintOf(bytes);
  if (complaint !== undefined) return { ok: false, complaint };
  const lower = bytes.toLowerCase();
  const separator = lower.lastIndexOf('1');
  if (separator < 1 || separator + checksumLength + 1 > lower.length) {
    return { ok: false, complaint: `invalid separator index ${separator}` };
  }
  const prefix = lower.slice(0, separator);
  const characters = lower.slice(separator + 1);
  const groups = Array.from(characters, (character) => alphabet.indexOf(character));
  const stranger = groups.indexOf(-1);
  if (stranger >= 0) {
    return { ok: false, complaint: `invalid character not part of charset: ${characters.charCodeAt(stranger)}` };
  }
  const content = groups.slice(0, -checksumLength);
  const expected = checksum(prefix, content);
  const got = characters.slice(-checksumLength);
  if (expected !== got) return { ok: false, complaint: `invalid checksum (expected ${expected} got ${got})` };
  const data = toBytes(content);
  return data === undefined ? { ok: false, complaint: 'invalid incomplete group' } : { ok: true, prefix, data };
}

/** The bech32 text of some bytes under a lower-case prefix. */
export function writeBech32(prefix: string, data: Uint8Array): string {
  const groups = toGroups(data);
  return `${prefix}1${groups.map((group) => alphabet[group]).join('')}${checksum(prefix, groups)}`;
}

function complaintOf(bytes: string): string | undefined {
  if (bytes.length < 8 || bytes.length > longest) return `invalid bech32 string length ${bytes.length}`;
  const stranger = /[^!-~]/.exec(bytes);
  if (stranger !== null) return `invalid character in string: '${stranger[0]}'`;
  if (bytes !== bytes.toLowerCase() && bytes !== bytes.toUpperCase()) {
    return 'string not all lowercase or all uppercase';
  }
  return undefined;
}

function checksum(prefix: string, groups: readonly number[]): string {
  let state = 1;
  for (let at = 0; at < prefix.length; at++) state = step(state, prefix.charCodeAt(at) >> 5);
  state = step(state, 0);
  for (let at = 0; at < prefix.length; at++) state = step(state, prefix.charCodeAt(at) & 31);
  for (const group of groups) state = step(state, group);
  for (let index = 0; index < checksumLength; index++) state = step(state, 0);
  state ^= 1;
  let text = '';
  for (let shift = 5 * (checksumLength - 1); shift >= 0; shift -= 5) text += alphabet[(state >>> shift) & 31];
  return text;
}

/** One step of the checksum's polynomial. */
function step(state: number, value: number): number {
  let next = ((state & 0x1ffffff) << 5) ^ value;
  for (let top = state >>> 25, bit = 0; top !== 0; top >>>= 1, bit++) if (top & 1) next ^= generator[bit]!;
  return next;
}

function toGroups(data: Uint8Array): number[] {
  const groups: number[] = [];
  let bits = 0;
  let held = 0;
  for (const byte of data) {
    held = ((held & 0xfff) << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) groups.push((held >>> (bits - 5)) & 31);
  }
  if (bits > 0) groups.push((held << (5 - bits)) & 31);
  return groups;
}

/** Bytes of 5-bit groups; undefined when a whole group or a set bit is left over. */
function toBytes(groups: readonly number[]): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((groups.length * 5) / 8));
  let at = 0;
  let bits = 0;
  let held = 0;
  for (const group of groups) {
    held = ((held & 0xfff) << 5) | group;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = (held >>> bits) & 255;
  }
  return bits >= 5 || (held & ((1 << bits) - 1)) !== 0 ? undefined : bytes;
}
