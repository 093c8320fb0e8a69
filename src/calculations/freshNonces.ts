import type { Nonces } from '../types/storedBatch.js';

/** Bits of a map that a nonce may cost: above this, nonces are too far apart for one. */
const bitsPerNonce = 64;

/** A place in a map is a number of 32 bits. */
const largestMap = 2 ** 32;

/**
 * How many nonces each list adds to those of the lists before it: a nonce counts where it comes first.
 *
 * Nonces that lie close together, as miners send them, are marked in a bit map; others in a set, which costs ten times as
 * much. Cost: O(nonces).
 */
export function freshNonces(lists: readonly Nonces[]): number[] {
  const dense = denseRange(lists);
  if (dense === undefined) return countInSet(lists);
  return countInBits(lists, dense.first, dense.size);
}

function denseRange(lists: readonly Nonces[]): { first: number; size: number } | undefined {
  let [first, last, count] = [Number.MAX_SAFE_INTEGER, 0, 0];
  for (const list of lists) {
    for (let at = 0; at < list.length; at++) {
      const number = Number(list[at]);
      if (number < first) first = number;
      if (number > last) last = number;
    }
    count += list.length;
  }
  const size = last - first + 1;
  const isExact = count > 0 && first >= 0 && last <= Number.MAX_SAFE_INTEGER;
  return isExact && size <= Math.min(count * bitsPerNonce, largestMap) ? { first, size } : undefined;
}

function countInBits(lists: readonly Nonces[], first: number, size: number): number[] {
  const bits = new Uint32Array(Math.ceil(size / 32));
  return lists.map((list) => {
    let fresh = 0;
    for (let at = 0; at < list.length; at++) {
      const place = Number(list[at]) - first;
      const marked = bits[place >>> 5]!;
      const bit = 1 << (place & 31);
      if ((marked & bit) !== 0) continue;
      bits[place >>> 5] = marked | bit;
      fresh += 1;
    }
    return fresh;
  });
}

function countInSet(lists: readonly Nonces[]): number[] {
  const seen = new Set<bigint>();
  return lists.map((list) => {
    const before = seen.size;
    for (const nonce of list) seen.add(BigInt(nonce));
    return seen.size - before;
  });
}
