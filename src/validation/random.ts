/** A stream of uniform numbers in [0, 1), each of 32 bits. */
export type Uniform = () => number;

/**
 * sfc32 (Chris Doty-Humphrey, PractRand) from a seed and the number of a stream, so that parallel workers draw from
 * streams of their own and a result does not depend on how many there are. The state begins as (seed low, seed high,
 * stream, 1) and is stirred 15 times.
 *
 * @param seed   a whole number, 0 to 2^53 - 1
 * @param stream 0 to 2^32 - 1
 * @returns what fills a list with the next 32-bit words; long lists cost some 1.4 ns a word
 */
export function sfc32Words(seed: number, stream = 0): (words: Uint32Array) => void {
  const state = Int32Array.of(seed, Math.floor(seed / 2 ** 32), stream, 1);
  const fill = (words: Uint32Array): void => {
    // Locals one by one and a plain loop: a destructured state makes this seven times slower.
    let a = state[0]!;
    let b = state[1]!;
    let c = state[2]!;
    let counter = state[3]!;
    const { length } = words;
    for (let i = 0; i < length; i++) {
      const word = (a + b + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + word) | 0;
      words[i] = word;
    }
    state[0] = a;
    state[1] = b;
    state[2] = c;
    state[3] = counter;
  };
  fill(new Uint32Array(15));
  return fill;
}

/** Uniform numbers one by one, from the words of `sfc32Words`. */
export function sfc32(seed: number, stream = 0): Uniform {
  const fill = sfc32Words(seed, stream);
  const words = new Uint32Array(64);
  let at = words.length;
  return () => {
    if (at === words.length) {
      fill(words);
      at = 0;
    }
    return words[at++]! / 2 ** 32;
  };
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
