import { createRootGroup } from '../../epochgroup/createGroup.js';
import { requireEffectiveEpoch, setEpoch } from '../../keeper/epochs.js';
import type { Keeper } from '../../keeper/keeper.js';
import { getParams } from '../../keeper/params.js';
import type { ChainProfile } from '../chainProfile.js';
import { groundOf } from '../epochRecords.js';
import { pruneInferences, prunePoCData } from '../pruning.js';

/** StartOfPoC: the upcoming epoch begins to exist, with an empty root group; what is old enough is forgotten. */
export function openUpcomingEpoch(keeper: Keeper, { epochs }: ChainProfile): void {
  const index = requireEffectiveEpoch(keeper).index + 1n;
  const epochParams = epochs.frozenParams(getParams(keeper));
  setEpoch(keeper, { index, pocStartBlockHeight: keeper.height, epochParams });
  createRootGroup(groundOf(keeper), index, keeper.height);
  epochs.forgetTimeouts(keeper, pruneInferences(keeper, index));
  prunePoCData(keeper, index);
}
