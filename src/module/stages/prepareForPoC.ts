import type { EpochGroupData } from '../../gen/inference/inference/epoch_group_data.js';
import { getEpochGroupData, getSubGroups, setEpochGroupData } from '../../keeper/epochGroupData.js';
import { getEpochContext, requireEffectiveEpoch } from '../../keeper/epochs.js';
import { measureThroughputForBlocks } from '../../keeper/inferences.js';
import type { Keeper } from '../../keeper/keeper.js';
import { allocateBeforePoC } from '../slotAllocation.js';
import { withThroughput } from '../throughputVectors.js';

/**
 * The block before StartOfPoC: what each model served so far is recorded, what PoC will ask of it is estimated, and the
 * nodes that go on serving through PoC are drawn (seed 3, sections 7.2 and 7.3). Cost: O(nodes + stored inferences).
 */
export function prepareForPoC(keeper: Keeper): void {
  const root = getEpochGroupData(keeper, requireEffectiveEpoch(keeper).index);
  if (root === undefined) return;
  const stored = getSubGroups(keeper, root);
  const prepared = allocateBeforePoC(keeper, root, measured(keeper, root, stored));
  prepared.forEach((group, i) => {
    if (group !== stored[i]) setEpochGroupData(keeper, group);
  });
}

function measured(keeper: Keeper, root: EpochGroupData, groups: readonly EpochGroupData[]): EpochGroupData[] {
  const upcoming = { index: root.epochIndex + 1n, pocStartBlockHeight: keeper.height + 1n, epochParams: undefined };
  const { setNewValidators, startOfPoC } = getEpochContext(keeper, upcoming);
  const inPoC = measureThroughputForBlocks(keeper, setNewValidators - startOfPoC);
  const sinceEffective = measureThroughputForBlocks(keeper, keeper.height - root.effectiveBlockHeight);
  return groups.map((group) =>
    withThroughput(keeper, group, {
      moment: 'beforePoC',
      measuredPocLength: inPoC.get(group.modelId) ?? 0n,
      measuredSinceEffective: sinceEffective.get(group.modelId) ?? 0n,
    }),
  );
}
