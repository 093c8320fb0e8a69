import { getEpochGroupData, getSubGroups, setEpochGroupData } from '../../keeper/epochGroupData.js';
import { getEpochContext, requireEffectiveEpoch } from '../../keeper/epochs.js';
import { measureThroughputForBlocks } from '../../keeper/inferences.js';
import type { Keeper } from '../../keeper/keeper.js';
import { withThroughput } from '../throughputVectors.js';

/**
 * The block before StartOfPoC: what each model served so far is recorded, and what PoC will ask of it is estimated
 * (seed 3, section 7.2). Cost: O(nodes + stored inferences).
 */
export function measureBeforePoC(keeper: Keeper): void {
  const root = getEpochGroupData(keeper, requireEffectiveEpoch(keeper).index);
  if (root === undefined) return;
  const upcoming = { index: root.epochIndex + 1n, pocStartBlockHeight: keeper.height + 1n, epochParams: undefined };
  const { setNewValidators, startOfPoC } = getEpochContext(keeper, upcoming);
  const inPoC = measureThroughputForBlocks(keeper, setNewValidators - startOfPoC);
  const sinceEffective = measureThroughputForBlocks(keeper, keeper.height - root.effectiveBlockHeight);
  for (const group of getSubGroups(keeper, root)) {
    const measured = withThroughput(keeper, group, {
      moment: 'beforePoC',
      measuredPocLength: inPoC.get(group.modelId) ?? 0n,
      measuredSinceEffective: sinceEffective.get(group.modelId) ?? 0n,
    });
    if (measured !== group) setEpochGroupData(keeper, measured);
  }
}
