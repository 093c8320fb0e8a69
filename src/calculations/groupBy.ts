/** Items by what they have in common, each group in the order given. Neighbours of one group cost no look-up. */
export function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  let lastKey: string | undefined;
  let group: T[] = [];
  for (const item of items) {
    const key = keyOf(item);
    if (key !== lastKey) {
      group = groups.get(key) ?? [];
      if (group.length === 0) groups.set(key, group);
      lastKey = key;
    }
    group.push(item);
  }
  return groups;
}
