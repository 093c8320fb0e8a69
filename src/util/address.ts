import { readBech32, writeBech32 } from './bech32.js';
import { bytesToLatin1, compareBytes } from './bytes.js';
import { CodedError, simErrors } from './errors.js';

/** An address text taken apart. */
export interface Address {
  readonly prefix: string;
  readonly data: Uint8Array;
}

// A run meets the same addresses again and again, and a decode costs a hundred times a look-up. The caches only save
// work, so they may be emptied whenever they have grown too large.
const remembered = 100_000;
const decoded = new Map<string, Address>();
const encoded = new Map<string, string>();

function remember<V>(cache: Map<string, V>, key: string, value: V): V {
  if (cache.size >= remembered) cache.clear();
  cache.set(key, value);
  return value;
}

/** The bech32 text of bytes under a prefix. */
export function toAddress(prefix: string, data: Uint8Array): string {
  const key = `${prefix}/${bytesToLatin1(data)}`;
  return encoded.get(key) ?? remember(encoded, key, writeBech32(prefix, data));
}

/** Prefix and bytes of a bech32 text (shared: do not change them); a malformedBytes error if it is none. */
export function fromAddress(text: string): Address {
  const known = decoded.get(text);
  if (known !== undefined) return known;
  const read = readBech32(text);
  if (!read.ok) {
    throw new CodedError(simErrors.malformedBytes, `decoding bech32 failed: ${read.complaint}`, { context: { text } });
  }
  return remember(decoded, text, { prefix: read.prefix, data: read.data });
}

/** The bytes of an address text, whatever its prefix. */
export const addressBytes = (address: string): Uint8Array => fromAddress(address).data;

/** The same bytes under another prefix: an account's operator address, for example. */
export const underPrefix = (prefix: string, address: string): string => toAddress(prefix, addressBytes(address));

/** Order of addresses by their bytes, which is that of stores; the order of their texts is another one. */
export const compareAddresses = (a: string, b: string): number => compareBytes(addressBytes(a), addressBytes(b));
