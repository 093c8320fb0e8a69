/** A list of nonces, as plain numbers where those are exact. */
export type Nonces = readonly bigint[] | readonly number[];

/** Bits of a map that a nonce may cost: above this, nonces are too far apart for one. */
const bitsPerNonce = 64;

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
    for (const nonce of list) {
      const number = Number(nonce);
      if (number < first) first = number;
      if (number > last) last = number;
    }
    count += list.length;
  }
  const size = last - first + 1;
  const isExact = count > 0 && first >= 0 && last <= Number.MAX_SAFE_INTEGER;
  return isExact && size <= count * bitsPerNonce ? { first, size } : undefined;
}

function countInBits(lists: readonly Nonces[], first: number, size: number): number[] {
  const bits = new Uint32Array(Math.ceil(size / 32));
  return lists.map((list) => {
    let fresh = 0;
    for (const nonce of list) {
      const place = Number(nonce) - first;
      const word = Math.floor(place / 32);
      const bit = 1 << (place % 32);
      if ((bits[word]! & bit) !== 0) continue;
      bits[word]! |= bit;
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
