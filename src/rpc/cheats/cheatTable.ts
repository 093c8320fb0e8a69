import type { Cheat } from './cheat.js';
import { advanceTo } from './methods/advanceTo.js';
import { diff } from './methods/diff.js';
import { dropTx } from './methods/dropTx.js';
import { dumpState } from './methods/dumpState.js';
import { impersonate } from './methods/impersonate.js';
import { increaseTime } from './methods/increaseTime.js';
import { loadState } from './methods/loadState.js';
import { mine } from './methods/mine.js';
import { reset } from './methods/reset.js';
import { revert } from './methods/revert.js';
import { setBalance } from './methods/setBalance.js';
import { setBlockMode } from './methods/setBlockMode.js';
import { setHardwareNodes } from './methods/setHardwareNodes.js';
import { setParams } from './methods/setParams.js';
import { setStoreKey } from './methods/setStoreKey.js';
import { setTime } from './methods/setTime.js';
import { setWeights } from './methods/setWeights.js';
import { snapshot } from './methods/snapshot.js';
import { snapshots } from './methods/snapshots.js';
import { stopImpersonating } from './methods/stopImpersonating.js';
import { traceHeight } from './methods/traceHeight.js';
import { traceTx } from './methods/traceTx.js';

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
  dumpState,
  loadState,
  reset,
  impersonate,
  stopImpersonating,
  setBalance,
  setParams,
  setHardwareNodes,
  setWeights,
  setStoreKey,
  dropTx,
  traceTx,
  traceHeight,
  diff,
];

const byName: ReadonlyMap<string, Cheat> = new Map(cheats.map((one) => [one.name, one]));

export const cheatOf = (name: string): Cheat | undefined => byName.get(name);
