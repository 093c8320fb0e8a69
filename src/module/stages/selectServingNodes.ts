import { getEpochGroupData, getSubGroups, setEpochGroupData } from '../../keeper/epochGroupData.js';
import { requireEffectiveEpoch } from '../../keeper/epochs.js';
import type { Keeper } from '../../keeper/keeper.js';
import { allocateBeforePoC } from '../slotAllocation.js';

/**
 * The block before StartOfPoC: the nodes that go on serving through PoC are drawn (seed 3, section 7.3). Cost: O(nodes).
 */
export function selectServingNodes(keeper: Keeper): void {
  const root = getEpochGroupData(keeper, requireEffectiveEpoch(keeper).index);
  if (root === undefined) return;
  const stored = getSubGroups(keeper, root);
  allocateBeforePoC(keeper, root, stored).forEach((group, i) => {
    if (group !== stored[i]) setEpochGroupData(keeper, group);
  });
}
