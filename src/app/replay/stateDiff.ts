import type { Entry, Key, KVReader } from '../../store/kv.js';
import type { StoreVersion } from '../../store/storeVersion.js';
import { compareLatin1, equalBytes } from '../../util/bytes.js';

/** A key that two states give different values, or that only one of them has. */
export interface StateDifference {
  readonly store: string;
  readonly key: Key;
  readonly before: Uint8Array | undefined;
  readonly after: Uint8Array | undefined;
}

/** All keys in which two states differ, by store and key. Cost: O(keys of the stores with different roots). */
export function* stateDiff(before: StoreVersion, after: StoreVersion): Generator<StateDifference> {
  const roots = new Map(before.info.stores.map(({ name, hash }) => [name, hash]));
  for (const { name, hash } of after.info.stores) {
    const root = roots.get(name);
    if (root === undefined || equalBytes(root, hash)) continue;
    for (const difference of keyDiff(before.store(name), after.store(name))) yield { store: name, ...difference };
  }
}

/** Both stores side by side, in the order of their keys. */
function* keyDiff(before: KVReader, after: KVReader): Generator<Omit<StateDifference, 'store'>> {
  const [left, right] = [before.iterate(), after.iterate()];
  let [old, now] = [left.next(), right.next()];
  while (!old.done || !now.done) {
    const order = old.done ? 1 : now.done ? -1 : compareLatin1(old.value[0], now.value[0]);
    const was = order <= 0 ? (old.value as Entry) : undefined;
    const is = order >= 0 ? (now.value as Entry) : undefined;
    const [from, to] = [was?.[1].bytes, is?.[1].bytes];
    const isSame = from !== undefined && to !== undefined && equalBytes(from, to);
    if (!isSame) yield { key: (was ?? is)![0], before: from, after: to };
    if (order <= 0) old = left.next();
    if (order >= 0) now = right.next();
  }
}
