import type { Keeper } from './keeper.js';

/** Removes announced upgrades whose height has passed, at the end of a block (reference, section 3). */
export function removePassedUpgrades({ state, height }: Keeper): void {
  state.partialUpgrades.clear({ before: height });
}
