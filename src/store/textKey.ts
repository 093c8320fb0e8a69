import { latin1ToUtf8, utf8ToLatin1 } from '../util/bytes.js';
import { encodingError } from './collectionsErrors.js';
import type { KeyCodec } from './keyCodec.js';
import type { Key } from './kv.js';

const delimiter = '\0';
const plain = /^[^\x80-\uffff]*$/;

/** The characters of UTF-8 as Go walks them; a byte that is part of no valid one stands for itself. */
const characters =
  /[^\x80-\xff]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|\xed[\x80-\x9f][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/g;

/** Bytes that are no UTF-8 are kept in a text as lone surrogates, U+DC80 to U+DCFF, so that every key comes back as it was. */
const strayBase = 0xdc00;
const stray = /^[\udc80-\udcff]$/;

function encodeText(text: string): Key {
  if (plain.test(text)) return text;
  const bytes = [...text].map((c) =>
    stray.test(c) ? String.fromCharCode(c.charCodeAt(0) - strayBase) : utf8ToLatin1(c),
  );
  return bytes.join('');
}

function decodeText(bytes: Key): string {
  if (plain.test(bytes)) return bytes;
  return bytes.replace(characters, (c) =>
    c.length === 1 && c >= '\x80' ? String.fromCharCode(strayBase + c.charCodeAt(0)) : latin1ToUtf8(c),
  );
}

/**
 * Texts, as UTF-8; as a part with a zero byte behind, which a part may therefore not contain.
 *
 * As a part, only the first byte of each multi-byte character is written and the others stay zero: a faithful oddity of
 * `cosmossdk.io/collections`. Different texts can collide there and do not decode to themselves.
 */
export const text: KeyCodec<string> = {
  typeName: 'string',
  encode: encodeText,
  encodePart(key) {
    if (key.includes(delimiter)) {
      throw encodingError(
        `string is not allowed to have the string delimiter (${delimiter}) in non terminal encodings of strings`,
      );
    }
    if (plain.test(key)) return key + delimiter;
    return encodeText(key).replace(characters, (c) => c.charAt(0).padEnd(c.length, delimiter)) + delimiter;
  },
  read: (cursor) => decodeText(cursor.rest()),
  readPart(cursor) {
    const end = cursor.bytes.indexOf(delimiter, cursor.at);
    if (end < 0) {
      throw encodingError(`not a valid non terminal buffer, no instances of the string delimiter ${delimiter} found`);
    }
    return decodeText(cursor.take(end + 1 - cursor.at).slice(0, -1));
  },
  describe: (key) => key,
};
