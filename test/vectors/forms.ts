import { float64Bits, float64FromBits } from '../../src/util/floatBits.js';
import type { CheckCase } from './shared.js';

/** Hex of a double's bits, as the files write it. */
export const bitsOf = (x: number): string => float64Bits(x).toString(16).padStart(16, '0');
export const floatOf = (hex: string): number => float64FromBits(BigInt(`0x${hex}`));

export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** A check by the case's `kind`. */
export const byKind =
  (checks: Readonly<Record<string, CheckCase>>): CheckCase =>
  (vectorCase, file) => {
    const check = checks[vectorCase.kind];
    if (check === undefined) throw new Error(`unknown kind ${vectorCase.kind}`);
    check(vectorCase, file);
  };
