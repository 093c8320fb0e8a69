import { getFloat16 } from '@petamoriken/float16';
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
  const numbers = new Float32Array(bytes.length / 2);
  for (let i = 0; i < numbers.length; i++) numbers[i] = numberOf(view.getUint16(2 * i, true));
  return numbers;
}

const half = new DataView(new ArrayBuffer(2));
const isRead = new Uint8Array(0x10000);
const numberOfBits = new Float32Array(0x10000);

/** The number of sixteen bits. There are only so many, and the library takes a microsecond for each: it is asked once. */
function numberOf(bits: number): number {
  if (isRead[bits] === 0) {
    half.setUint16(0, bits);
    numberOfBits[bits] = getFloat16(half, 0);
    isRead[bits] = 1;
  }
  return numberOfBits[bits]!;
}

const double = new DataView(new ArrayBuffer(8));

/** The sixteen bits of a number; the library's writer takes ten times as long. */
function halfBits(x: number): number {
  double.setFloat64(0, x);
  const high = double.getUint32(0);
  const sign = (high >>> 16) & 0x8000;
  const size = Math.abs(x);
  if (!(size < 65_520)) return Number.isNaN(x) ? 0x7e00 : sign | 0x7c00;
  const exponent = Math.max(-14, ((high >>> 20) & 0x7ff) - 1023);
  const digits = size * 2 ** (10 - exponent); // exact: 1024 to 2047 and a fraction, less where the number is subnormal
  const whole = Math.floor(digits);
  const rest = digits - whole;
  const rounded = rest > 0.5 || (rest === 0.5 && whole % 2 === 1) ? whole + 1 : whole;
  return sign | (((exponent + 14) << 10) + rounded); // a carry moves on into the exponent
}

/** A vector as text. Each number is rounded once, from double to half precision, half to even; from 65520 on it is infinite. */
export function encodeVector(numbers: ArrayLike<number>): string {
  const view = new DataView(new ArrayBuffer(2 * numbers.length));
  for (let i = 0; i < numbers.length; i++) view.setUint16(2 * i, halfBits(numbers[i]!), true);
  return bytesToBase64(new Uint8Array(view.buffer));
}
