import { createHash } from 'node:crypto';

const range = 1n << 64n;

/** Numbers of 64 bits from a seed: the first 8 bytes of SHA256(seed, counter as 8 bytes), big-endian, counter 0, 1, ... */
export class Tape {
  #counter = 0n;

  constructor(readonly seed: string) {}

  next(): bigint {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(this.#counter++);
    return createHash('sha256').update(this.seed, 'utf8').update(counter).digest().readBigUInt64BE();
  }

  /** A number from 0 to `limit - 1`, each as likely: draws beyond the last whole multiple of `limit` are thrown away. */
  below(limit: bigint): bigint {
    const end = range - (range % limit);
    for (;;) {
      const drawn = this.next();
      if (drawn < end) return drawn % limit;
    }
  }
}

/**
 * The index that a seed draws from whole weights: the first one whose running total exceeds the draw.
 *
 * @param weights not all 0
 */
export function drawIndex(seed: string, weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let left = Number(new Tape(seed).below(BigInt(total)));
  return weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
}

/** The seed of one position, counted from 0: each has a tape of its own, so that any position can be checked alone. */
export const positionSeed = (runSeed: string, position: number): string => `${runSeed}|${position}`;
