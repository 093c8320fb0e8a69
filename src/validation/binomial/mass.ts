/** ln(n!) less Stirling's approximation to it, n ln n - n + ln(2 pi n) / 2, for n = 0 to 15; the first stands for nothing. */
const stirlingErrors = [
  0, 0.08106146679532726, 0.0413406959554093, 0.02767792568499834, 0.02079067210376509, 0.01664469118982119,
  0.01387612882307075, 0.01189670994589177, 0.01041126526197209, 0.009255462182712733, 0.008330563433362871,
  0.007573675487951841, 0.00694284010720953, 0.006408994188004207, 0.005951370112758848, 0.005554733551962801,
];

function stirlingError(n: number): number {
  if (n <= 15) return stirlingErrors[n]!;
  const square = n * n;
  const inner = 1 / 1680 - (1 / 1188 - (691 / 360360 - 1 / 156 / square) / square) / square;
  return (1 / 12 - (1 / 360 - (1 / 1260 - inner / square) / square) / square) / n;
}

/** The product of two numbers as a sum of two, without an error (Dekker, with Veltkamp's splitting). */
function exactProduct(a: number, b: number): readonly [high: number, low: number] {
  const split = (x: number): readonly [number, number] => {
    const scaled = 134217729 * x;
    const high = scaled - (scaled - x);
    return [high, x - high];
  };
  const product = a * b;
  const [aHigh, aLow] = split(a);
  const [bHigh, bLow] = split(b);
  return [product, aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow)];
}

/** x ln(x / mean) - off, for off = x - mean, without the cancellation that eats its digits where x is near the mean. */
function deviance(x: number, mean: number, off: number): number {
  const v = off / (x + mean);
  if (!(Math.abs(v) < 1 / 3)) {
    const ratio = x / mean;
    return x * (ratio < Number.POSITIVE_INFINITY ? Math.log(ratio) : Math.log(x) - Math.log(mean)) - off;
  }
  const square = v * v;
  let [power, series] = [v * square, 0];
  for (let i = 3; ; i += 2) {
    const next = series + power / i;
    if (next === series) return off * v + 2 * x * series;
    series = next;
    power *= square;
  }
}

/**
 * ln P(X = k) for X ~ Binomial(n, p), by Loader's saddle point: Stirling's error of the three factorials, and the distance
 * of k from its mean, which is taken from n p without a rounding error. So the error is a few units in the last place of
 * the result: 1e-13 relative for a mass that a double can hold, at every n.
 *
 * @param n trials, a whole number up to 2^53
 * @param k successes, 0 to n
 * @param p probability of a success, as the double it is
 */
export function logBinomialMass(n: number, k: number, p: number): number {
  if (p === 0 || p === 1) return k === n * p ? 0 : Number.NEGATIVE_INFINITY;
  if (k === 0) return n * Math.log1p(-p);
  if (k === n) return n * Math.log(p);
  const [mean, lost] = exactProduct(n, p);
  const failures = n - mean - lost;
  const off = k - mean - lost;
  const unlikely = deviance(k, mean, off) + deviance(n - k, failures, -off);
  const factorials = stirlingError(n) - stirlingError(k) - stirlingError(n - k);
  return factorials - unlikely + 0.5 * Math.log(n / (2 * Math.PI * k) / (n - k));
}
