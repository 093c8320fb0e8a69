import { base64ToBytes } from '../../util/bytes.js';
import { CodedError } from '../../util/errors.js';
import { validationErrors } from '../errors.js';

const alphabet = /[A-Za-z0-9+/]/;
/** Texts without anything to pass over, which is nearly all of them. */
const plain = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Base64 as the MLNode's service reads it (Python's `b64decode`; vectors: mlnode/stat_test): characters outside the alphabet
 * are passed over, and what follows complete padding is not read.
 *
 * @throws validation/21 (vectorInvalid) in the service's words
 */
export function pythonBase64(text: string): Uint8Array {
  if (plain.test(text)) return base64ToBytes(text);
  if (/[^\0-\x7f]/.test(text)) throw invalid('string argument should contain only ASCII characters');
  let [digits, padding] = ['', 0];
  for (const character of text) {
    if (character === '=') {
      const position = digits.length % 4;
      if (position >= 2 && position + ++padding >= 4) return bytesOf(digits);
    } else if (alphabet.test(character)) {
      digits += character;
      padding = 0;
    }
  }
  if (digits.length % 4 === 1) {
    const reason = `number of data characters (${digits.length}) cannot be 1 more than a multiple of 4`;
    throw invalid(`Invalid base64-encoded string: ${reason}`);
  }
  if (digits.length % 4 !== 0) throw invalid('Incorrect padding');
  return bytesOf(digits);
}

const bytesOf = (digits: string): Uint8Array => base64ToBytes(digits.padEnd(Math.ceil(digits.length / 4) * 4, '='));

const invalid = (detail: string): CodedError => new CodedError(validationErrors.vectorInvalid, detail);
