/** A distribution over at most 256 values, from which one 32-bit word draws (Walker's alias method). */
export interface AliasTable {
  /** By column: upper 24 bits of the word below this mean the column itself, others its alias. */
  readonly threshold: Int32Array;
  /** By column, first the alias, then the column: two places, so that a draw needs no branch. */
  readonly values: Uint8Array;
}

const columns = 256;

/**
 * Builds the table (Vose). The lower byte of a word chooses the column, the upper 24 bits between it and its alias; so a
 * probability is off by 2^-32 at most.
 *
 * @param probabilities 256 numbers with sum 1
 */
export function aliasTable(probabilities: Float64Array): AliasTable {
  const threshold = new Int32Array(columns);
  const values = new Uint8Array(2 * columns);
  const scaled = Float64Array.from(probabilities, (p) => p * columns);
  const small: number[] = [];
  const large: number[] = [];
  for (let i = 0; i < columns; i++) (scaled[i]! < 1 ? small : large).push(i);
  const settle = (column: number, share: number, other: number): void => {
    threshold[column] = Math.round(share * 2 ** 24);
    values.set([other, column], 2 * column);
  };
  while (small.length > 0 && large.length > 0) {
    const [less, more] = [small.pop()!, large.at(-1)!];
    settle(less, scaled[less]!, more);
    scaled[more]! -= 1 - scaled[less]!;
    if (scaled[more]! < 1) small.push(large.pop()!);
  }
  for (const column of [...small, ...large]) settle(column, 1, column);
  return { threshold, values };
}
