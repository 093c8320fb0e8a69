import { repr } from '../server/python/repr.js';

// The reports are those of the service's own tool, so numbers and lists in them stand as Python prints them.

/** A text in quotes. */
export const textRepr = (text: string): string => repr(text);

/** A list of texts. */
export const listRepr = (items: readonly unknown[]): string => repr(items);

/** A JSON text as a dictionary; a text that is no JSON as it stands. */
export function jsonRepr(text: string): string {
  try {
    return repr(JSON.parse(text));
  } catch {
    return text;
  }
}

/** A floating-point number: whole ones with `.0`, and an exponent of two digits below 1e-4 and from 1e16 on. */
export function floatText(x: number): string {
  if (!Number.isFinite(x)) return repr(x);
  const size = Math.abs(x);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    return x.toExponential().replace(/e([-+])(\d)$/, 'e$10$2');
  }
  return Number.isInteger(x) ? `${x}.0` : String(x);
}

/** So many decimals; a tie, which only a binary fraction can be, goes to the even digit. */
export function fixed(x: number, decimals: number): string {
  const scaled = x * 10 ** decimals;
  const tie = Number.isInteger(x * 2 ** (decimals + 1)) && !Number.isInteger(scaled);
  if (!tie) return x.toFixed(decimals);
  const below = Math.floor(scaled);
  return ((below % 2 === 0 ? below : below + 1) / 10 ** decimals).toFixed(decimals);
}
