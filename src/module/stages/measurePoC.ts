import { getEpochGroupData, getSubGroups, setEpochGroupData } from '../../keeper/epochGroupData.js';
import { requireEffectiveEpoch, requireUpcomingEpoch } from '../../keeper/epochs.js';
import { measureThroughputForBlocks } from '../../keeper/inferences.js';
import type { Keeper } from '../../keeper/keeper.js';
import { withThroughput } from '../throughputVectors.js';

/** EndOfPoCValidation, before the new weights: what each model really served while PoC ran (seed 3, section 7.2). */
export function measurePoC(keeper: Keeper): void {
  const root = getEpochGroupData(keeper, requireEffectiveEpoch(keeper).index);
  if (root === undefined) return;
  const blocks = keeper.height - requireUpcomingEpoch(keeper).pocStartBlockHeight;
  const served = measureThroughputForBlocks(keeper, blocks);
  for (const group of getSubGroups(keeper, root)) {
    const measuredSincePocStart = served.get(group.modelId) ?? 0n;
    const measured = withThroughput(keeper, group, { moment: 'endOfPoCValidation', measuredSincePocStart });
    if (measured !== group) setEpochGroupData(keeper, measured);
  }
}
