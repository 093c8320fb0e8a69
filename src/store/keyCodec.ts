import { bytesToHex, bytesToLatin1, latin1ToBytes } from '../util/bytes.js';
import { toInt64, toUint64 } from '../util/int.js';
import { encodingError } from './collectionsErrors.js';
import type { Key } from './kv.js';

/** A place in the bytes of a key; codecs read from it and move it on. */
export class KeyCursor {
  at = 0;

  constructor(readonly bytes: Key) {}

  /** The next `length` bytes; a shorter rest is an encoding error. */
  take(length: number): Key {
    const rest = this.bytes.length - this.at;
    if (rest < length) throw encodingError(`wanted at least ${length}, got: ${rest}`);
    this.at += length;
    return this.bytes.slice(this.at - length, this.at);
  }

  rest(): Key {
    const rest = this.bytes.slice(this.at);
    this.at = this.bytes.length;
    return rest;
  }
}

/**
 * How a key of a collection becomes bytes whose order is that of the keys (reference, section 10; vectors README,
 * "Collections"). Byte-equal to `cosmossdk.io/collections`.
 *
 * A key that others follow is written as a part, so that its end can be found; the last or only one is written whole.
 */
export interface KeyCodec<K> {
  readonly typeName: string;
  encode(key: K): Key;
  encodePart(key: K): Key;
  read(cursor: KeyCursor): K;
  readPart(cursor: KeyCursor): K;
  /** The key as texts for people show it. */
  describe(key: K): string;
}

/** A key from exactly these bytes; too few or too many are an encoding error. */
export function decodeKey<K>(codec: KeyCodec<K>, bytes: Key): K {
  const cursor = new KeyCursor(bytes);
  const key = codec.read(cursor);
  if (cursor.at === bytes.length) return key;
  const hex = bytesToHex(latin1ToBytes(bytes));
  throw encodingError(`was supposed to fully consume the key '${hex}', consumed ${cursor.at} out of ${bytes.length}`);
}

/** A codec for which the place in the key makes no difference: its encodings all say where they end. */
function selfEnding<K>(
  typeName: string,
  encode: (key: K) => Key,
  read: (cursor: KeyCursor) => K,
  describe: (key: K) => string = String,
): KeyCodec<K> {
  return { typeName, encode, encodePart: encode, read, readPart: read, describe };
}

const bigEndian32 = (n: number): Key => String.fromCharCode(n >>> 24, (n >>> 16) & 0xff, (n >>> 8) & 0xff, n & 0xff);

function readWord(cursor: KeyCursor): number {
  const word = cursor.take(4);
  return (
    ((word.charCodeAt(0) << 24) | (word.charCodeAt(1) << 16) | (word.charCodeAt(2) << 8) | word.charCodeAt(3)) >>> 0
  );
}

const eightBytes = new DataView(new ArrayBuffer(8));

/**
 * Eight bytes, most significant first, of a number that `check` lets pass; signed ones have the top bit flipped, so that
 * negative ones come first. Keys of a group, an epoch or a height come in rows: each codec remembers its last one.
 */
function bigEndian64(check: (key: bigint) => bigint, flipped: number): (key: bigint) => Key {
  let lastKey: bigint | undefined;
  let lastBytes = '';
  return (key) => {
    if (key !== lastKey) {
      eightBytes.setBigUint64(0, check(key));
      lastBytes = bigEndian32(eightBytes.getUint32(0) ^ flipped) + bigEndian32(eightBytes.getUint32(4));
      lastKey = key;
    }
    return lastBytes;
  };
}

function readLong(cursor: KeyCursor): bigint {
  const eight = new KeyCursor(cursor.take(8));
  return (BigInt(readWord(eight)) << 32n) | BigInt(readWord(eight));
}

const [signBit, signBit32] = [1n << 63n, 1 << 31];

function inRange(key: number, from: number, to: number, typeName: string): number {
  if (Number.isInteger(key) && key >= from && key <= to) return key;
  throw encodingError(`${key} is not a ${typeName}`);
}

export const uint64: KeyCodec<bigint> = selfEnding(
  'uint64',
  bigEndian64((key) => toUint64(key, 'store key'), 0),
  (cursor) => readLong(cursor),
);

export const int64: KeyCodec<bigint> = selfEnding(
  'int64',
  bigEndian64((key) => toInt64(key, 'store key'), signBit32),
  (cursor) => readLong(cursor) - signBit,
);

export const uint32: KeyCodec<number> = selfEnding(
  'uint32',
  (key) => bigEndian32(inRange(key, 0, 0xffff_ffff, 'uint32')),
  (cursor) => readWord(cursor),
);

export const int32: KeyCodec<number> = selfEnding(
  'int32',
  (key) => bigEndian32(inRange(key, -0x8000_0000, 0x7fff_ffff, 'int32') ^ signBit32),
  (cursor) => readWord(cursor) ^ signBit32,
);

export const uint16: KeyCodec<number> = selfEnding(
  'uint16',
  (key) => bigEndian32(inRange(key, 0, 0xffff, 'uint16')).slice(2),
  (cursor) => {
    const two = cursor.take(2);
    return (two.charCodeAt(0) << 8) | two.charCodeAt(1);
  },
);

export const bool: KeyCodec<boolean> = selfEnding(
  'bool',
  (key) => (key ? '\x01' : '\0'),
  (cursor) => {
    const byte = cursor.take(1).charCodeAt(0);
    if (byte > 1) throw encodingError(`invalid bool value: ${byte}`);
    return byte === 1;
  },
);

/** Raw bytes: as a part behind one length byte, so parts sort by length first. */
export const bytes: KeyCodec<Uint8Array> = {
  typeName: 'bytes',
  encode: bytesToLatin1,
  encodePart: (key) => lengthPrefix(bytesToLatin1(key)),
  read: (cursor) => latin1ToBytes(cursor.rest()),
  readPart: (cursor) => latin1ToBytes(readLengthPrefixed(cursor)),
  describe: (key) => `hexBytes:${bytesToHex(key)}`,
};

export function lengthPrefix(key: Key): Key {
  if (key.length > 255) throw encodingError(`bytes key non terminal size cannot exceed: 255, got: ${key.length}`);
  return String.fromCharCode(key.length) + key;
}

export function readLengthPrefixed(cursor: KeyCursor): Key {
  if (cursor.at === cursor.bytes.length) {
    throw encodingError('bytes key non terminal decoding cannot have an empty buffer');
  }
  const length = cursor.take(1).charCodeAt(0);
  const rest = cursor.bytes.length - cursor.at;
  if (rest < length) {
    throw encodingError(`bytes key non terminal decoding isn't big enough, want at least: ${length}, got: ${rest}`);
  }
  return cursor.take(length);
}

/** The same keys, written as a part also when they stand last: some of the SDK's indexes do so. */
export function lengthPrefixed<K>(codec: KeyCodec<K>): KeyCodec<K> {
  return { ...codec, encode: codec.encodePart, read: codec.readPart };
}
