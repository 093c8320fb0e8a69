// Exact tails to hold the fast ones against: binary floats with a mantissa of 256 bits, in BigInt.

/** mantissa x 2^exponent */
export interface Wide {
  readonly mantissa: bigint;
  readonly exponent: number;
}

const bits = 256;
const lengthOf = (value: bigint): number => value.toString(16).length * 4;

function cut(mantissa: bigint, exponent: number): Wide {
  const surplus = lengthOf(mantissa) - bits;
  return surplus > 0 ? { mantissa: mantissa >> BigInt(surplus), exponent: exponent + surplus } : { mantissa, exponent };
}
const times = (a: Wide, b: Wide): Wide => cut(a.mantissa * b.mantissa, a.exponent + b.exponent);
const over = (a: Wide, b: Wide): Wide =>
  cut((a.mantissa << BigInt(2 * bits)) / b.mantissa, a.exponent - b.exponent - 2 * bits);
const whole = (value: bigint): Wide => ({ mantissa: value, exponent: 0 });

function plus(a: Wide, b: Wide): Wide {
  const [high, low] = a.exponent >= b.exponent ? [a, b] : [b, a];
  const shift = high.exponent - low.exponent;
  if (low.mantissa === 0n || shift > 3 * bits) return high;
  return cut((high.mantissa << BigInt(shift)) + low.mantissa, low.exponent);
}

/** A double as it is. */
export function wide(value: number): Wide {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const raw = view.getBigUint64(0);
  const exponent = Number((raw >> 52n) & 2047n);
  const fraction = raw & ((1n << 52n) - 1n);
  return exponent === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | (1n << 52n), exponent: exponent - 1075 };
}

function power(base: Wide, exponent: number): Wide {
  let [result, square] = [whole(1n), base];
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = times(result, square);
    square = times(square, square);
  }
  return result;
}

/** P(X >= k) for X ~ Binomial(n, p), to some 70 digits. */
export function exactTail(n: number, k: number, p: number): Wide {
  const success = wide(p);
  const failure = { ...success, mantissa: (1n << BigInt(-success.exponent)) - success.mantissa };
  let ways = whole(1n);
  const chosen = Math.min(k, n - k);
  let [above, below] = [1n, 1n];
  for (let i = 1; i <= chosen; i++) {
    above *= BigInt(n - chosen + i);
    below *= BigInt(i);
    if (i % 12 === 0 || i === chosen) {
      ways = times(ways, over(whole(above), whole(below)));
      [above, below] = [1n, 1n];
    }
  }
  let term = times(times(ways, power(success, k)), power(failure, n - k));
  let sum = term;
  const odds = over(success, failure);
  for (let j = k; j < n; j++) {
    term = times(term, odds);
    term = cut((term.mantissa * BigInt(n - j)) / BigInt(j + 1), term.exponent);
    sum = plus(sum, term);
    const lost = lengthOf(term.mantissa) + term.exponent - lengthOf(sum.mantissa) - sum.exponent;
    if (j > n * p && lost < -180) break;
  }
  return sum;
}

/** |found / exact - 1| */
export function relativeError(found: number, exact: Wide): number {
  const ratio = over(wide(found), exact);
  const one = 1n << BigInt(-ratio.exponent);
  const difference = ratio.mantissa > one ? ratio.mantissa - one : one - ratio.mantissa;
  return Number((difference << 80n) / one) / 2 ** 80;
}

export function log10Of({ mantissa, exponent }: Wide): number {
  const surplus = Math.max(0, lengthOf(mantissa) - 64);
  return Math.log10(Number(mantissa >> BigInt(surplus))) + (exponent + surplus) * Math.log10(2);
}
