import { utf8ToBytes } from '../../util/bytes.js';
import { CodedError } from '../../util/errors.js';
import { groupErrors } from '../errors.js';

const maxMetadataLength = 255;

/** Refuses texts of more than 255 bytes: `group` 4. */
export function requireShort(text: string, what: string, limit = maxMetadataLength): void {
  if (utf8ToBytes(text).length > limit) throw new CodedError(groupErrors.maxLimit, what);
}
