import { decodeKey, type KeyCodec, lengthPrefix, readLengthPrefixed } from '../store/keyCodec.js';
import { time } from '../store/timeKey.js';

/** Times as the SDK's sortable text behind one length byte, as x/group's tables write them. */
export const timeKeyWithLength: KeyCodec<bigint> = {
  ...time,
  encode: (at) => lengthPrefix(time.encode(at)),
  encodePart: (at) => lengthPrefix(time.encode(at)),
  read: (cursor) => decodeKey(time, readLengthPrefixed(cursor)),
  readPart: (cursor) => decodeKey(time, readLengthPrefixed(cursor)),
};
