import type { Cheat } from './cheat.js';
import { advanceTo } from './methods/advanceTo.js';
import { dropTx } from './methods/dropTx.js';
import { impersonate } from './methods/impersonate.js';
import { increaseTime } from './methods/increaseTime.js';
import { mine } from './methods/mine.js';
import { revert } from './methods/revert.js';
import { setBalance } from './methods/setBalance.js';
import { setBlockMode } from './methods/setBlockMode.js';
import { setStoreKey } from './methods/setStoreKey.js';
import { setTime } from './methods/setTime.js';
import { snapshot } from './methods/snapshot.js';
import { snapshots } from './methods/snapshots.js';
import { stopImpersonating } from './methods/stopImpersonating.js';

/** All cheats, by theme: time and blocks, snapshots, accounts and state, transactions. */
export const cheats: readonly Cheat[] = [
  mine,
  advanceTo,
  setTime,
  increaseTime,
  setBlockMode,
  snapshot,
  revert,
  snapshots,
  impersonate,
  stopImpersonating,
  setBalance,
  setStoreKey,
  dropTx,
];

const byName: ReadonlyMap<string, Cheat> = new Map(cheats.map((one) => [one.name, one]));

export const cheatOf = (name: string): Cheat | undefined => byName.get(name);
