import { equalBytes } from '../../util/bytes.js';
import type { GonkaApp } from '../openChain.js';

/** Roots of proved stores by name. */
export type Roots = ReadonlyMap<string, Uint8Array>;

/** The roots that a kept block left, the last one unless told otherwise. */
export function rootsOf(app: GonkaApp, height = app.info.lastHeight): Roots {
  const { stores } = app.storesAt(height).info;
  return new Map(stores.filter(({ version }) => version >= 0n).map(({ name, hash }) => [name, hash]));
}

/** The later ones of the roots that are not the same in both. */
export function changedRoots(before: Roots, after: Roots): Roots {
  const isSame = (name: string, root: Uint8Array) => {
    const old = before.get(name);
    return old !== undefined && equalBytes(old, root);
  };
  return new Map([...after].filter(([name, root]) => !isSame(name, root)));
}
