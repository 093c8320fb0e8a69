/** A stream of uniform numbers in [0, 1), each of 32 bits. */
export type Uniform = () => number;

/**
 * sfc32 (Chris Doty-Humphrey, PractRand) from a seed and the number of a stream, so that parallel workers draw from
 * streams of their own and a result does not depend on how many there are. The state begins as (seed low, seed high,
 * stream, 1) and is stirred 15 times.
 *
 * @param seed   a whole number, 0 to 2^53 - 1
 * @param stream 0 to 2^32 - 1
 */
export function sfc32(seed: number, stream = 0): Uniform {
  let [a, b, c, counter] = [seed | 0, Math.floor(seed / 2 ** 32) | 0, stream | 0, 1];
  const next = (): number => {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return result >>> 0;
  };
  for (let i = 0; i < 15; i++) next();
  return () => next() / 2 ** 32;
}

/** Normal numbers by Box and Muller, the cosine only: two uniforms each. */
export const normal = (uniform: Uniform, mean: number, deviation: number): number =>
  mean + deviation * Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());

/** The numbers 0 to `length - 1` in random order (Fisher and Yates, from the last element down). */
export function permutation(uniform: Uniform, length: number): number[] {
  const order = Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
