import { CodedError, simErrors } from '../util/errors.js';

/** An exact fraction; the denominator is positive. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Powers of ten beyond this are no parameter of any rule, only a way to exhaust memory. */
const maxExponent = 1000;

/**
 * The exact value of a parameter; one that is not set counts as 0.
 *
 * @throws gonka-sim/3 when the exponent is beyond ±1000
 */
export function ratioOf(decimal: { readonly value: bigint; readonly exponent: number } | undefined): Ratio {
  if (decimal === undefined) return { numerator: 0n, denominator: 1n };
  const { value, exponent } = decimal;
  if (Math.abs(exponent) > maxExponent) {
    throw new CodedError(simErrors.malformedNumber, `${value}e${exponent}`, { context: { value, exponent } });
  }
  const power = 10n ** BigInt(Math.abs(exponent));
  return exponent < 0 ? { numerator: value, denominator: power } : { numerator: value * power, denominator: 1n };
}

/** The float64 nearest to a parameter; one that is not set counts as 0. Only for rules that repeat deployed float arithmetic. */
export function floatOf(decimal: { readonly value: bigint; readonly exponent: number } | undefined): number {
  return decimal === undefined ? 0 : Number(`${decimal.value}e${decimal.exponent}`);
}

/** Negative, zero or positive, as `a` is below, at or above `b`. */
export function compareRatios(a: Ratio, b: Ratio): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
