import { getPreviousEpoch, requireEffectiveEpoch } from '../../keeper/epochs.js';
import type { Keeper } from '../../keeper/keeper.js';
import { settleAccounts } from '../../keeper/settlement.js';
import type { ChainProfile } from '../chainProfile.js';

/** EndOfPoCValidation, first of all: deposits mature, and what the ending epoch earned is settled (seed 3, section 6). */
export function settleEpoch(keeper: Keeper, { epochs }: ChainProfile): void {
  const { index } = requireEffectiveEpoch(keeper);
  keeper.neighbours.collateral.advanceEpoch(index);
  const settled = settleAccounts(keeper, index, getPreviousEpoch(keeper)?.index ?? 0n);
  if (settled !== undefined) epochs.noteSettledEpoch(keeper, index, settled);
}
