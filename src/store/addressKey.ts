import { readBech32, writeBech32 } from '../util/bech32.js';
import { bytesToLatin1, latin1ToBytes } from '../util/bytes.js';
import { encodingError } from './collectionsErrors.js';
import { type KeyCodec, lengthPrefix, readLengthPrefixed } from './keyCodec.js';
import type { Key } from './kv.js';

/** Addresses come back in every message: a look-up costs a hundredth of bech32's arithmetic. */
const rememberedAddresses = 100_000;

/** Bech32 addresses of one prefix, kept as their bytes (20, or 32 for module-derived ones). */
export function addressKey(prefix: string, typeName: string): KeyCodec<string> {
  const toBytes = remember((address) => {
    if (address === '') return '';
    const read = readBech32(address);
    if (!read.ok) throw encodingError(`decoding bech32 failed: ${read.complaint}`);
    if (read.prefix !== prefix) throw encodingError(`invalid Bech32 prefix; expected ${prefix}, got ${read.prefix}`);
    return bytesToLatin1(read.data);
  });
  const toText = remember((bytes) => (bytes === '' ? '' : writeBech32(prefix, latin1ToBytes(bytes))));
  return {
    typeName,
    encode: toBytes,
    encodePart: (address) => lengthPrefix(toBytes(address)),
    read: (cursor) => toText(cursor.rest()),
    readPart: (cursor) => toText(readLengthPrefixed(cursor)),
    describe: (address) => address,
  };
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
