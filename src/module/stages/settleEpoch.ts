import { getPreviousEpoch, requireEffectiveEpoch } from '../../keeper/epochs.js';
import type { Keeper } from '../../keeper/keeper.js';
import { settleAccounts } from '../../keeper/settlement.js';

/** EndOfPoCValidation, first of all: deposits mature, and what the ending epoch earned is settled (seed 3, section 6). */
export function settleEpoch(keeper: Keeper): void {
  const { index } = requireEffectiveEpoch(keeper);
  keeper.neighbours.collateral.advanceEpoch(index);
  settleAccounts(keeper, index, getPreviousEpoch(keeper)?.index ?? 0n);
}
