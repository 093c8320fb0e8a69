import { utf8ToBytes } from '../../util/bytes.js';
import { CodedError } from '../../util/errors.js';
import { groupErrors } from '../errors.js';

const maxMetadataLength = 255;
/** Bytes of UTF-8 that a UTF-16 unit becomes, at most. */
const longestUnit = 3;

/** Refuses texts of more than 255 bytes: `group` 4. */
export function requireShort(text: string, what: string, limit = maxMetadataLength): void {
  if (text.length * longestUnit <= limit) return;
  if (utf8ToBytes(text).length > limit) throw new CodedError(groupErrors.maxLimit, what);
}
