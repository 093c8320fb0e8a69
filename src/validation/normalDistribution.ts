/**
 * Standard normal distribution function, relative error below 1e-12 also in the lower tail: Marsaglia's series near 0,
 * the continued fraction of Mills' ratio further out.
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 0) return 1 - normalCdf(-x);
  const density = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  if (x > -3) {
    let [term, sum] = [x, x];
    for (let i = 3; ; i += 2) {
      term *= (x * x) / i;
      const next = sum + term;
      if (next === sum) return 0.5 + density * sum;
      sum = next;
    }
  }
  let fraction = 0;
  for (let i = 120; i > 0; i--) fraction = i / (fraction - x);
  return density / (fraction - x);
}

/** The x with `normalCdf(x) = p`: a rough start (Abramowitz and Stegun 26.2.23), then Halley's steps. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? Number.NEGATIVE_INFINITY : p === 1 ? Number.POSITIVE_INFINITY : Number.NaN;
  if (p > 0.5) return -normalQuantile(1 - p);
  const t = Math.sqrt(-2 * Math.log(p));
  let x = (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
  for (let i = 0; i < 3; i++) {
    const step = ((normalCdf(x) - p) * Math.sqrt(2 * Math.PI)) / Math.exp(-0.5 * x * x);
    x -= step / (1 + (step * x) / 2);
  }
  return x;
}
