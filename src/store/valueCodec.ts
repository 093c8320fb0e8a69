import { bytesToLatin1, latin1ToBytes, utf8ToBytes } from '../util/bytes.js';
import { encodingError } from './collectionsErrors.js';
import * as keys from './keyCodec.js';
import { text } from './textKey.js';
import type { Codec } from './value.js';

/** A codec of stored values that can name its type, as "not found" does. */
export interface NamedCodec<T> extends Codec<T> {
  readonly typeName?: string;
}

/** Values written as a whole key of the same type. */
export function keyAsValue<T>(codec: keys.KeyCodec<T>): NamedCodec<T> {
  return {
    typeName: codec.typeName,
    encode: (value) => latin1ToBytes(codec.encode(value)),
    decode: (bytes) => keys.decodeKey(codec, bytesToLatin1(bytes)),
  };
}

export const uint64Value = keyAsValue(keys.uint64);
export const int64Value = keyAsValue(keys.int64);
export const uint32Value = keyAsValue(keys.uint32);
export const boolValue = keyAsValue(keys.bool);
export const bytesValue = keyAsValue(keys.bytes);
export const textValue = keyAsValue(text);

/** Whole numbers of any size as decimal text: `math.Int`, and `math.LegacyDec` in units of 1e-18. */
export const decimalTextValue: NamedCodec<bigint> = {
  typeName: 'math.Int',
  encode: (value) => utf8ToBytes(value.toString()),
  decode(bytes) {
    const digits = bytesToLatin1(bytes);
    if (!/^-?[0-9]+$/.test(digits)) throw encodingError(`not a decimal number: ${JSON.stringify(digits)}`);
    return BigInt(digits);
  },
};
