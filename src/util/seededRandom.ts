import seedrandom from 'seedrandom';
import { bytesToHex } from './bytes.js';
import { CodedError, simErrors } from './errors.js';
import { toSafeNumber } from './int.js';

/** A source of uniform integers; rules take this, so that a test can hand in one that it controls. */
export interface Random {
  /** Uniform in [0, bound), for a bound from 1 to 2^64. */
  below(bound: bigint): bigint;
}

/** What a draw is for: its seed is a text of these three, so that no two draws of the chain share numbers. */
export interface DrawSubject {
  /** For example `poc_slots:Qwen/QwQ-32B`. */
  readonly what: string;
  readonly epoch: bigint;
  /** App hash of the previous block. */
  readonly appHash: Uint8Array;
}

/** The text that seeds a draw (decisions, section 1). */
export const seedText = ({ what, epoch, appHash }: DrawSubject): string =>
  `${what}:epoch=${epoch}:app_hash=${bytesToHex(appHash)}`;

const two64 = 1n << 64n;

/** Uniform integers from a text: `seedrandom`, read as 64 bits of two 32-bit draws, the high one first. */
export function seededRandom(seed: string): Random {
  const generator = seedrandom(seed);
  const uint32 = (): bigint => BigInt(generator.int32() >>> 0);
  const uint64 = (): bigint => {
    const high = uint32();
    return (high << 32n) | uint32();
  };
  return {
    below(bound) {
      if (bound < 1n || bound > two64) {
        throw new CodedError(simErrors.overflow, 'bound of a random draw', { context: { bound } });
      }
      // Each result stands for `width` of the 2^64 draws; those beyond bound · width are drawn again.
      const width = two64 / bound;
      for (;;) {
        const result = uint64() / width;
        if (result < bound) return result;
      }
    },
  };
}

/** An index below `length`, uniform. */
export const drawIndex = (random: Random, length: number): number => Number(random.below(BigInt(length)));

/**
 * An index, with probability proportional to its weight. Weights are not negative and not all zero; a weight of zero is
 * never drawn. Cost: O(weights) per draw.
 */
export function drawWeighted(random: Random, weights: readonly bigint[]): number {
  let total = 0n;
  for (const weight of weights) {
    if (weight < 0n) throw new CodedError(simErrors.overflow, 'weight of a random draw', { context: { weight } });
    total += weight;
  }
  let left = random.below(total);
  const index = weights.findIndex((weight) => {
    if (left < weight) return true;
    left -= weight;
    return false;
  });
  return index;
}

/** A shuffled copy (Fisher and Yates, from the last element down). */
export function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = toSafeNumber(random.below(BigInt(i + 1)), 'index');
    [copy[i], copy[j]] = [copy[j]!, copy[i]!];
  }
  return copy;
}
