/** A change of a participant's coin balance, in base units; negative takes back. */
export interface WorkAdjustment {
  readonly participant: string;
  readonly amount: bigint;
}

/**
 * Re-splits the cost of an inference when validators join those who already share it (reference, sections 7.2 and 8.5).
 *
 * Everybody gets an even share, cut toward zero, and the first (the executor) also the remainder, before and after; the
 * adjustments are the differences. Newcomers are always named, sharers only where their share changes. A participant who
 * stands in the lists twice holds two shares. Cost: O(sharers + newcomers).
 *
 * @param sharers   who shares the cost now, the executor first; nobody when it has not been paid out yet
 * @param newcomers who joins, in order
 * @param cost      in base units; negative only where the deployed chain let a price overflow
 */
export function shareWork(sharers: readonly string[], newcomers: readonly string[], cost: bigint): WorkAdjustment[] {
  const before = evenShares(sharers.length, cost);
  const after = evenShares(sharers.length + newcomers.length, cost);
  const all = [...sharers, ...newcomers].map((participant, i) => ({
    participant,
    amount: after.share(i) - (i < sharers.length ? before.share(i) : 0n),
  }));
  // Upstream hands out a negative remainder after it has dropped the unchanged sharers, so the first is named even with 0.
  const isNamed = (amount: bigint, i: number) =>
    amount !== 0n || i >= sharers.length || (i === 0 && after.remainder < 0n);
  return all.filter(({ amount }, i) => isNamed(amount, i));
}

function evenShares(count: number, cost: bigint) {
  const even = count === 0 ? 0n : cost / BigInt(count);
  const remainder = count === 0 ? 0n : cost % BigInt(count);
  return { remainder, share: (i: number): bigint => (i === 0 ? even + remainder : even) };
}
