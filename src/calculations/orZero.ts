import type { Decimal } from '../util/decimal.js';

const zero: Decimal = { value: 0n, exponent: 0 };

/** A decimal of the params; one that is not set counts as 0. */
export const orZero = (parameter: Decimal | undefined): Decimal => parameter ?? zero;
