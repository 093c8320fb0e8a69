import { bytesToUint64, utf8ToBytes } from './bytes.js';
import { CodedError, simErrors } from './errors.js';
import { goRandTable } from './goRandTable.js';
import { asInt64 } from './int.js';
import { sha256 } from './sha256.js';

const length = 607;
const tapDistance = 273;
const int31Max = 2 ** 31 - 1;
const two63 = 1n << 63n;

/** The seed that the deployed chain makes of a text: the first eight bytes of its SHA-256, as an int64 (reference, 5.1). */
export const seedFromText = (text: string): bigint => asInt64(bytesToUint64(sha256(utf8ToBytes(text))));

/**
 * Go's `math/rand` (version 1) over a seeded source, draw for draw (reference, section 5.2; vectors: go_rand_shuffle).
 *
 * An additive lagged Fibonacci generator of 607 words with taps 607 and 273. The words are kept as 32-bit halves, because
 * shuffles need the high half only. Cost of a new source: 1,841 steps, some microseconds.
 */
export class GoRand {
  readonly #high = new Int32Array(length);
  readonly #low = new Int32Array(length);
  #tap = 0;
  #feed = length - tapDistance;

  /** @param seed an int64 */
  constructor(seed: bigint) {
    let x = Number(seed % BigInt(int31Max));
    if (x < 0) x += int31Max;
    if (x === 0) x = 89482311;
    for (let i = 0; i < 20; i++) x = nextSeed(x);
    const [high, low] = [this.#high, this.#low];
    const table = goRandTable;
    for (let i = 0; i < length; i++) {
      const a = nextSeed(x);
      const b = nextSeed(a);
      x = nextSeed(b);
      // a << 40 ^ b << 20 ^ x, in halves
      high[i] = (a << 8) ^ (b >>> 12) ^ table.high[i]!;
      low[i] = (b << 20) ^ x ^ table.low[i]!;
    }
  }

  /** Adds the tapped word to the fed one, and returns the place of the sum. */
  #step(): number {
    this.#tap = this.#tap === 0 ? length - 1 : this.#tap - 1;
    this.#feed = this.#feed === 0 ? length - 1 : this.#feed - 1;
    const low = (this.#low[this.#feed]! >>> 0) + (this.#low[this.#tap]! >>> 0);
    this.#low[this.#feed] = low | 0;
    this.#high[this.#feed]! += this.#high[this.#tap]! + (low > 0xffffffff ? 1 : 0);
    return this.#feed;
  }

  uint64(): bigint {
    const at = this.#step();
    return (BigInt(this.#high[at]! >>> 0) << 32n) | BigInt(this.#low[at]! >>> 0);
  }

  /** 63 bits. */
  int63(): bigint {
    return this.uint64() & (two63 - 1n);
  }

  /** The top 32 of 63 bits. */
  uint32(): number {
    const at = this.#step();
    return ((this.#high[at]! << 1) | (this.#low[at]! >>> 31)) >>> 0;
  }

  /** The top 31 of 63 bits. */
  int31(): number {
    return this.#high[this.#step()]! & int31Max;
  }

  /** Uniform in [0, n), for a positive int64. */
  int63n(n: bigint): bigint {
    if (n <= 0n || n >= two63) throw invalid('Int63n', n);
    if ((n & (n - 1n)) === 0n) return this.int63() & (n - 1n);
    const max = two63 - 1n - (two63 % n);
    let draw = this.int63();
    while (draw > max) draw = this.int63();
    return draw % n;
  }

  /** Uniform in [0, n), for a positive int32. */
  int31n(n: number): number {
    if (!(n > 0 && n <= int31Max)) throw invalid('Int31n', n);
    if ((n & (n - 1)) === 0) return this.int31() & (n - 1);
    const max = int31Max - (2 ** 31 % n);
    let draw = this.int31();
    while (draw > max) draw = this.int31();
    return draw % n;
  }

  /** Uniform in [0, n): by 31 bits where they suffice, else by 63. */
  intn(n: number): number {
    if (!(n > 0)) throw invalid('Intn', n);
    return n <= int31Max ? this.int31n(n) : Number(this.int63n(BigInt(n)));
  }

  /** Uniform in [0, 1). */
  float64(): number {
    for (;;) {
      const draw = Number(this.int63()) / 2 ** 63;
      if (draw !== 1) return draw;
    }
  }

  /** A permutation of 0..n-1. */
  perm(n: number): number[] {
    const order: number[] = [];
    for (let i = 0; i < n; i++) {
      const j = this.intn(i + 1);
      order[i] = order[j] ?? i;
      order[j] = i;
    }
    return order;
  }

  /** Shuffles n elements by exchanges, from the last one down. */
  shuffle(n: number, swap: (i: number, j: number) => void): void {
    if (!(n >= 0 && n <= int31Max)) throw invalid('Shuffle', n);
    for (let i = n - 1; i > 0; i--) swap(i, this.#below(i + 1));
  }

  /** A shuffled copy. */
  shuffled<T>(list: readonly T[]): T[] {
    const copy = [...list];
    this.shuffle(copy.length, (i, j) => {
      [copy[i], copy[j]] = [copy[j]!, copy[i]!];
    });
    return copy;
  }

  /** Uniform in [0, n) by multiplication of 32 bits, with rejection: the draw of Shuffle only. */
  #below(n: number): number {
    const bound = BigInt(n);
    let product = BigInt(this.uint32()) * bound;
    if ((product & 0xffffffffn) < bound) {
      const threshold = (1n << 32n) % bound;
      while ((product & 0xffffffffn) < threshold) product = BigInt(this.uint32()) * bound;
    }
    return Number(product >> 32n);
  }
}

/** 48271·x mod 2^31-1, by Schrage's method. */
function nextSeed(x: number): number {
  const high = (x / 44488) | 0;
  const next = 48271 * (x - high * 44488) - 3399 * high;
  return next < 0 ? next + int31Max : next;
}

const invalid = (method: string, n: bigint | number): CodedError =>
  new CodedError(simErrors.overflow, `invalid argument to ${method}`, { context: { n } });
