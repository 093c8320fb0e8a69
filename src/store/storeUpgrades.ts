import { CodedError, simErrors } from '../util/errors.js';
import { KeptStores } from './keptStores.js';
import { MountedStore } from './mountedStore.js';
import type { KeptKind } from './storeKind.js';

/** How the stores of a chain change while it is opened at a height (x/upgrade's store upgrades). */
export interface StoreUpgrades {
  readonly added?: readonly string[];
  readonly renamed?: readonly { readonly from: string; readonly to: string }[];
  readonly deleted?: readonly string[];
}

/** The stores of a chain at `version` after an upgrade. What is new begins with the next version, a renamed store with its entries. */
export function upgraded(
  kept: KeptStores,
  { added = [], renamed = [], deleted = [] }: StoreUpgrades,
  version: number,
  kindOf: (name: string) => KeptKind,
): KeptStores {
  const fresh = (name: string): MountedStore => {
    if (kept.get(name) === undefined) return MountedStore.fresh(name, kindOf(name), version + 1);
    throw new CodedError(simErrors.storesDiffer, `store ${name} cannot be added: it is there already`);
  };
  const leaving = [...renamed.map(({ from }) => from), ...deleted].map((name) => {
    const store = kept.get(name);
    if (store === undefined) throw new CodedError(simErrors.storesDiffer, `store ${name} does not exist`);
    return store;
  });
  const arriving = [...added.map(fresh), ...renamed.map(({ to }) => fresh(to))];
  renamed.forEach(({ from }, i) => {
    const after = arriving[added.length + i]!;
    for (const [key, value] of kept.get(from)!.iterate()) after.set(key, value);
  });
  return new KeptStores([...kept.all.filter((store) => !leaving.includes(store)), ...arriving], leaving);
}
