import { fromBech32, toBech32 } from '@cosmjs/encoding';
import { bytesToLatin1, latin1ToBytes } from '../util/bytes.js';
import { encodingError } from './collectionsErrors.js';
import { type KeyCodec, lengthPrefix, readLengthPrefixed } from './keyCodec.js';
import type { Key } from './kv.js';

/** The longest bech32 text that the SDK decodes. */
const longestBech32 = 1023;

/** Addresses come back in every message: a look-up costs a hundredth of bech32's arithmetic. */
const rememberedAddresses = 100_000;

/** Bech32 addresses of one prefix, kept as their bytes (20, or 32 for module-derived ones). */
export function addressKey(prefix: string, typeName: string): KeyCodec<string> {
  const toBytes = remember((address) => {
    if (address === '') return '';
    const decoded = decodeBech32(address);
    if (decoded.prefix !== prefix)
      throw encodingError(`invalid Bech32 prefix; expected ${prefix}, got ${decoded.prefix}`);
    return bytesToLatin1(decoded.data);
  });
  const toText = remember((bytes) => (bytes === '' ? '' : toBech32(prefix, latin1ToBytes(bytes))));
  return {
    typeName,
    encode: toBytes,
    encodePart: (address) => lengthPrefix(toBytes(address)),
    read: (cursor) => toText(cursor.rest()),
    readPart: (cursor) => toText(readLengthPrefixed(cursor)),
    describe: (address) => address,
  };
}

function decodeBech32(address: string): { prefix: string; data: Uint8Array } {
  try {
    return fromBech32(address, longestBech32);
  } catch (cause) {
    throw encodingError(`decoding bech32 failed: ${(cause as Error).message}`);
  }
}

function remember(compute: (text: Key) => string): (text: Key) => string {
  const known = new Map<Key, string>();
  return (text) => {
    const seen = known.get(text);
    if (seen !== undefined) return seen;
    const result = compute(text);
    if (known.size >= rememberedAddresses) known.clear();
    known.set(text, result);
    return result;
  };
}

/** Accounts, for example `gonka1…`. */
export const accAddress = addressKey('gonka', 'sdk.AccAddress');

/** Validator operators, `gonkavaloper1…`. */
export const valAddress = addressKey('gonkavaloper', 'sdk.ValAddress');

/** Consensus keys' addresses, `gonkavalcons1…`. */
export const consAddress = addressKey('gonkavalcons', 'sdk.ConsAddress');
