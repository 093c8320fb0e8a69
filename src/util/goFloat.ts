import { float64FromBits, fusedMultiplyAdd, joinExponent, powerOfTwo, splitExponent } from './floatBits.js';

// Go's math.Exp, Log and Pow on amd64 with fused multiply-add, bit for bit: the deployed chain computes rewards with them
// (vectors: go-float-math; docs/QUIRKS.md: other processors differ in last bits). The engine's own functions differ too,
// and are banned in the house. Sqrt, Math.fround and + - * / are exact everywhere.
//
// The method of Exp and its constants are Naoki Shibata's (public domain, SLEEF); that of Log is FreeBSD's e_log.c:
// Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunPro, a Sun Microsystems, Inc.
// business. Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is
// preserved.

/** ln 2 in two parts, of which the upper has 40 bits. */
const ln2Upper = float64FromBits(0x3fe62e42fefa3000n);
const ln2Lower = float64FromBits(0x3d53de6af278ece6n);
const largestExponent = 709.782712893384;
/** 1/8! down to 1/2!, and 1. */
const taylor = [1 / 40320, 1 / 5040, 1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2, 1];

/** e^x. Cost: about ten exact multiply-adds, some microseconds. */
export function goExp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > largestExponent) return Infinity;
  if (x < -1e6) return 0;

  const n = roundHalfEven(x * Math.LOG2E);
  const rest = fusedMultiplyAdd(-n, ln2Lower, fusedMultiplyAdd(-n, ln2Upper, x)) * 0.0625;
  let sum = taylor[0]!;
  for (const term of taylor.slice(1)) sum = fusedMultiplyAdd(sum, rest, term);

  // e^(16·rest) - 1 by three doublings of y -> y² + 2y; the fourth adds the 1.
  let y = rest * sum;
  for (let doubling = 0; doubling < 3; doubling++) y *= y + 2;
  return scaleByPowerOfTwo(fusedMultiplyAdd(y, y + 2, 1), n);
}

/** The processor's way to 2^n·x: small results are scaled in two steps, and vanish below the 52nd one. */
function scaleByPowerOfTwo(x: number, n: number): number {
  if (n >= 1024) return Infinity;
  if (n > -1023) return x * powerOfTwo(n);
  if (n < -1075) return 0;
  return x * powerOfTwo(n + 1022) * powerOfTwo(-1022);
}

/** The nearest integer, a half to even, for sizes below 2^51. */
function roundHalfEven(x: number): number {
  const shift = 6755399441055744; // 1.5 · 2^52: the sum has no room for a fraction, so the processor rounds it
  return x + shift - shift;
}

const ln2High = float64FromBits(0x3fe62e42fee00000n);
const ln2Low = float64FromBits(0x3dea39ef35793c76n);
const [l1, l2, l3, l4, l5, l6, l7] = [
  0x3fe5555555555593n,
  0x3fd999999997fa04n,
  0x3fd2492494229359n,
  0x3fcc71c51d8e78afn,
  0x3fc7466496cb03den,
  0x3fc39a09d078c69fn,
  0x3fc2f112df3e5244n,
].map(float64FromBits) as [number, number, number, number, number, number, number];

/** The natural logarithm of a normal double. */
export function goLog(x: number): number {
  if (Number.isNaN(x) || x === Infinity) return x;
  if (x < 0) return Number.NaN;
  if (x === 0) return -Infinity;

  const split = splitExponent(x);
  const low = split.fraction < Math.SQRT1_2;
  const f = (low ? split.fraction * 2 : split.fraction) - 1;
  const k = low ? split.exponent - 1 : split.exponent;
  const s = f / (2 + f);
  const s2 = s * s;
  const s4 = s2 * s2;
  const odd = s2 * (l1 + s4 * (l3 + s4 * (l5 + s4 * l7)));
  const even = s4 * (l2 + s4 * (l4 + s4 * l6));
  const halfSquare = 0.5 * f * f;
  return k * ln2High - (halfSquare - (s * (halfSquare + (odd + even)) + k * ln2Low) - f);
}

/**
 * x^y: squares and multiplies the fraction of x by the bits of y, with the powers of two kept apart, and scales once at
 * the end.
 */
export function goPow(x: number, y: number): number {
  const special = specialPower(x, y);
  if (special !== undefined) return special;

  let whole = Math.trunc(Math.abs(y));
  let part = Math.abs(y) - whole;
  if (part !== 0 && x < 0) return Number.NaN;
  if (whole >= 2 ** 63) return x === -1 ? 1 : Math.abs(x) < 1 === y > 0 ? 0 : Infinity;
  if (part > 0.5) {
    part -= 1;
    whole += 1;
  }

  let result = part === 0 ? 1 : goExp(part * goLog(x));
  let scale = 0;
  let { fraction, exponent } = splitExponent(x);
  for (let bits = BigInt(whole); bits !== 0n; bits >>= 1n) {
    if (exponent < -4096 || exponent > 4096) {
      scale += exponent; // out of every range already
      break;
    }
    if (bits & 1n) {
      result *= fraction;
      scale += exponent;
    }
    fraction *= fraction;
    exponent *= 2;
    if (fraction < 0.5) {
      fraction += fraction;
      exponent -= 1;
    }
  }
  return y < 0 ? joinExponent(1 / result, -scale) : joinExponent(result, scale);
}

/** The cases that Go answers by a table; undefined when the power must be computed. */
function specialPower(x: number, y: number): number | undefined {
  if (y === 0 || x === 1) return 1;
  if (y === 1) return x;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const odd = Math.abs(y) < 2 ** 53 && Math.abs(y % 2) === 1;
  if (x === 0) {
    const signed = odd ? x : 0;
    return y < 0 ? 1 / signed : signed;
  }
  if (!Number.isFinite(y)) return x === -1 ? 1 : Math.abs(x) < 1 === y > 0 ? 0 : Infinity;
  if (x === Infinity) return y < 0 ? 0 : Infinity;
  if (x === -Infinity) return goPow(-0, -y);
  if (y === 0.5) return Math.sqrt(x);
  if (y === -0.5) return 1 / Math.sqrt(x);
  return undefined;
}

/** Arithmetic of Go's float32: each result is rounded to 24 bits. Arguments are float32 values. */
export const float32 = {
  of: (x: number): number => Math.fround(x),
  add: (a: number, b: number): number => Math.fround(a + b),
  sub: (a: number, b: number): number => Math.fround(a - b),
  mul: (a: number, b: number): number => Math.fround(a * b),
  div: (a: number, b: number): number => Math.fround(a / b),
} as const;
