import { type EpochGroupData, TimeslotType } from '../../gen/inference/inference/epoch_group_data.js';
import { formedEpochs } from './formedEpochs.js';
import type { Invariant } from './invariant.js';

/** Over all sub-groups of an epoch a node serves at most one model in each timeslot (decisions, section 4). Cost: O(nodes). */
export const nodeSlots: Invariant = {
  name: 'a node serves one model in a timeslot',
  *check(keeper) {
    for (const { index, subGroups } of formedEpochs(keeper)) {
      for (const slot of [TimeslotType.PRE_POC_SLOT, TimeslotType.POC_SLOT]) {
        for (const [node, models] of servedModels([...subGroups.values()], slot)) {
          if (models.size < 2) continue;
          yield `epoch ${index}: ${node} has ${TimeslotType[slot]} for ${[...models].join(' and ')}`;
        }
      }
    }
  },
};

function servedModels(groups: readonly EpochGroupData[], slot: TimeslotType): Map<string, Set<string>> {
  const served = new Map<string, Set<string>>();
  for (const { modelId, validationWeights } of groups) {
    for (const { memberAddress, mlNodes } of validationWeights) {
      for (const { nodeId, timeslotAllocation } of mlNodes) {
        if (!timeslotAllocation[slot]) continue;
        const node = `node ${nodeId} of ${memberAddress}`;
        served.set(node, (served.get(node) ?? new Set<string>()).add(modelId));
      }
    }
  }
  return served;
}
