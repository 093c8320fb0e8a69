import { CodedError, simErrors } from './errors.js';
import { abs, divHalfEven } from './int.js';

// Doubles taken apart and put together again, exactly: the ground for Go's floating point (goFloat) without the
// engine's own transcendental functions.

const view = new DataView(new ArrayBuffer(8));

/** The 64 bits of a double, as Go's `math.Float64bits`. */
export function float64Bits(x: number): bigint {
  view.setFloat64(0, x);
  return view.getBigUint64(0);
}

export function float64FromBits(bits: bigint): number {
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}

/** The 32 bits of a float32, as Go's `math.Float32bits`. */
export function float32Bits(x: number): number {
  view.setFloat32(0, x);
  return view.getUint32(0);
}

export function float32FromBits(bits: number): number {
  view.setUint32(0, bits);
  return view.getFloat32(0);
}

/** A finite double as `mantissa · 2^exponent`. */
export interface Dyadic {
  readonly mantissa: bigint;
  readonly exponent: number;
}

/** The exact value of a finite double; infinities and NaN are a malformedNumber error. */
export function toDyadic(x: number): Dyadic {
  if (!Number.isFinite(x)) throw new CodedError(simErrors.malformedNumber, `${x} is not finite`);
  const bits = float64Bits(x);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const size = biased === 0 ? fraction : fraction | (1n << 52n);
  return { mantissa: x < 0 ? -size : size, exponent: Math.max(biased, 1) - 1075 };
}

/** Number of bits of the size of an integer; 0 has none. */
export function bitLength(value: bigint): number {
  if (value === 0n) return 0;
  const hex = abs(value).toString(16);
  return hex.length * 4 - Math.clz32(Number.parseInt(hex[0]!, 16)) + 28;
}

/** 2^n as a double, for n from -1022 to 1023. */
export const powerOfTwo = (n: number): number => float64FromBits(BigInt(n + 1023) << 52n);

const smallestDouble = 5e-324;

/** The double nearest to `mantissa · 2^exponent`, ties to even; infinity beyond the range. */
export function fromDyadic(mantissa: bigint, exponent: number): number {
  const length = bitLength(mantissa);
  if (length === 0) return 0;
  if (length + exponent > 1025) return mantissa < 0n ? -Infinity : Infinity;
  if (length + exponent <= -1021) {
    const inSmallest = exponent >= -1074 ? mantissa << BigInt(exponent + 1074) : roundShift(mantissa, -1074 - exponent);
    return Number(abs(inSmallest)) * (mantissa < 0n ? -smallestDouble : smallestDouble);
  }
  // Number() rounds an integer correctly; what exceeds 64 bits is folded into the last one, so that ties are still seen.
  const surplus = Math.max(length - 64, 0);
  const kept = Number(foldShift(mantissa, surplus));
  const scale = exponent + surplus;
  const half = Math.trunc(scale / 2);
  return Math.abs(scale) <= 1000 ? kept * powerOfTwo(scale) : kept * powerOfTwo(half) * powerOfTwo(scale - half);
}

/** `value / 2^bits`, a half to even. */
const roundShift = (value: bigint, bits: number): bigint => divHalfEven(value, 1n << BigInt(bits));

/** `value / 2^bits` cut toward zero, with a last bit of 1 when anything was cut. */
function foldShift(value: bigint, bits: number): bigint {
  if (bits === 0) return value;
  const size = abs(value);
  const folded = (size >> BigInt(bits)) | (size & ((1n << BigInt(bits)) - 1n) ? 1n : 0n);
  return value < 0n ? -folded : folded;
}

/** The double nearest to a fraction, ties to even: Go's `big.Rat.Float64`. */
export function ratioToFloat64(numerator: bigint, denominator: bigint): number {
  if (denominator === 0n) throw new CodedError(simErrors.divisionByZero);
  const shift = 66 + bitLength(denominator) - bitLength(numerator);
  const dividend = shift > 0 ? numerator << BigInt(shift) : numerator;
  const divisor = shift < 0 ? denominator << BigInt(-shift) : denominator;
  const quotient = dividend / divisor;
  const positive = numerator < 0n === denominator < 0n;
  const inexact = quotient * divisor !== dividend ? 1n : 0n;
  return fromDyadic(quotient * 2n + (positive ? inexact : -inexact), -shift - 1);
}

/** `a·b + c` rounded once, as a processor with fused multiply-add gives it. */
export function fusedMultiplyAdd(a: number, b: number, c: number): number {
  if (a === 0 || b === 0 || !Number.isFinite(a) || !Number.isFinite(b)) return a * b + c;
  if (!Number.isFinite(c)) return c;
  const [left, right, term] = [toDyadic(a), toDyadic(b), toDyadic(c)];
  const productExponent = left.exponent + right.exponent;
  const exponent = Math.min(productExponent, term.exponent);
  const product = (left.mantissa * right.mantissa) << BigInt(productExponent - exponent);
  return fromDyadic(product + (term.mantissa << BigInt(term.exponent - exponent)), exponent);
}

/** Splits a finite double into a fraction of size [0.5, 1) and a power of two; zero is its own fraction. */
export function splitExponent(x: number): { readonly fraction: number; readonly exponent: number } {
  if (x === 0 || !Number.isFinite(x)) return { fraction: x, exponent: 0 };
  const { mantissa, exponent } = toDyadic(x);
  const length = bitLength(mantissa);
  return { fraction: fromDyadic(mantissa, -length), exponent: exponent + length };
}

/** `fraction · 2^exponent`, rounded once. */
export function joinExponent(fraction: number, exponent: number): number {
  if (fraction === 0 || !Number.isFinite(fraction)) return fraction;
  const dyadic = toDyadic(fraction);
  return fromDyadic(dyadic.mantissa, dyadic.exponent + exponent);
}
