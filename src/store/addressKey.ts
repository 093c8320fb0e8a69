import { readBech32, writeBech32 } from '../util/bech32.js';
import { bytesToLatin1, latin1ToBytes } from '../util/bytes.js';
import { encodingError } from './collectionsErrors.js';
import { type KeyCodec, lengthPrefix, readLengthPrefixed } from './keyCodec.js';
import type { Key } from './kv.js';

/** Addresses come back in every message: a look-up costs a hundredth of bech32's arithmetic. */
const rememberedAddresses = 100_000;

/** Bech32 addresses of one prefix, kept as their bytes (20, or 32 for module-derived ones). */
export function addressKey(prefix: string, typeName: string): KeyCodec<string> {
  const bytesOf = new Map<string, Key>();
  const toBytes = remembered(bytesOf, (address) => {
    if (address === '') return '';
    const read = readBech32(address);
    if (!read.ok) throw encodingError(`decoding bech32 failed: ${read.complaint}`);
    if (read.prefix !== prefix) throw encodingError(`invalid Bech32 prefix; expected ${prefix}, got ${read.prefix}`);
    return bytesToLatin1(read.data);
  });
  const toText = remembered(new Map(), (bytes) => {
    if (bytes === '') return '';
    const text = writeBech32(prefix, latin1ToBytes(bytes));
    keep(bytesOf, text, bytes);
    return text;
  });
  return {
    typeName,
    encode: toBytes,
    encodePart: (address) => lengthPrefix(toBytes(address)),
    read: (cursor) => toText(cursor.rest()),
    readPart: (cursor) => toText(readLengthPrefixed(cursor)),
    describe: (address) => address,
  };
}

function remembered(known: Map<string, string>, compute: (text: string) => string): (text: string) => string {
  return (text) => known.get(text) ?? keep(known, text, compute(text));
}

function keep(known: Map<string, string>, text: string, result: string): string {
  if (known.size >= rememberedAddresses) known.clear();
  known.set(text, result);
  return result;
}
