import { getFloat16, setFloat16 } from '@petamoriken/float16';
import { bytesToBase64 } from '../../util/bytes.js';
import { CodedError } from '../../util/errors.js';
import { validationErrors } from '../errors.js';
import { pythonBase64 } from './pythonBase64.js';

/** Numbers of a PoC vector in the deployed scheme. */
export const defaultKDim = 12;

/** The default forgiving reading of base64, or a stricter one of the caller's. */
type ReadBase64 = (text: string) => Uint8Array;

/**
 * The numbers of a vector: half-precision floats, little endian, in base64 (reference, section 4.5).
 *
 * @throws validation/21 (vectorInvalid) when the text is not base64, or not of whole numbers
 */
export function decodeVector(text: string, readBase64: ReadBase64 = pythonBase64): Float32Array {
  const bytes = readBase64(text);
  if (bytes.length % 2 !== 0) {
    throw new CodedError(validationErrors.vectorInvalid, 'buffer size must be a multiple of element size');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Float32Array.from({ length: bytes.length / 2 }, (_, i) => getFloat16(view, 2 * i, true));
}

/** A vector as text. Each number is rounded once, from double to half precision, half to even; from 65520 on it is infinite. */
export function encodeVector(numbers: ArrayLike<number>): string {
  const view = new DataView(new ArrayBuffer(2 * numbers.length));
  for (let i = 0; i < numbers.length; i++) setFloat16(view, 2 * i, numbers[i]!, true);
  return bytesToBase64(new Uint8Array(view.buffer));
}
