import type { Key } from './kv.js';

const oneByte: readonly Key[] = Array.from({ length: 128 }, (_, n) => String.fromCharCode(n));

/** Unsigned LEB128 as a byte string; `n` is a safe integer. */
export function uvarint(n: number): Key {
  let bytes = '';
  let rest = n;
  while (rest >= 128) {
    bytes += String.fromCharCode((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return bytes + oneByte[rest];
}

/** Zigzag varint of a number that is not negative. */
export const zigzag = (n: number): Key => uvarint(2 * n);

/** A length-delimited protobuf field as a byte string. */
export const protoBytes = (field: number, bytes: Key): Key => uvarint(field * 8 + 2) + uvarint(bytes.length) + bytes;
