import { type KeyCodec, KeyCursor, uint64 } from '../store/keyCodec.js';
import type { Key } from '../store/kv.js';

const reversed = (bytes: Key): Key => Array.from(bytes).reverse().join('');

const read = (cursor: KeyCursor): bigint => uint64.read(new KeyCursor(reversed(cursor.take(8))));
const encode = (key: bigint): Key => reversed(uint64.encode(key));

/** Eight bytes, least significant first: how distribution writes periods and slashing the chunks of its bitmaps. */
export const littleEndian64: KeyCodec<bigint> = {
  typeName: 'uint64',
  encode,
  encodePart: encode,
  read,
  readPart: read,
  describe: String,
};
