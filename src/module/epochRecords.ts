import type { EpochGroupGround } from '../epochgroup/ground.js';
import type { Epoch } from '../gen/inference/inference/epoch.js';
import { getActiveParticipants } from '../keeper/activeParticipants.js';
import { getEpochGroupData, getSubGroups, setEpochGroupData } from '../keeper/epochGroupData.js';
import type { Keeper } from '../keeper/keeper.js';
import { getGovernanceModel } from '../keeper/models.js';
import type { EndingEpoch } from '../types/strategies.js';

/** The ground that epoch groups stand on, in a keeper's context. */
export function groundOf(keeper: Keeper): EpochGroupGround {
  const { auth, group } = keeper.neighbours;
  return {
    groups: group,
    authority: auth.moduleAddress('gov'),
    get: (epochIndex, model) => getEpochGroupData(keeper, epochIndex, model),
    set: (data) => setEpochGroupData(keeper, data),
    model: (id) => getGovernanceModel(keeper, id),
  };
}

/** The records of the epoch in effect, as strategies want them. Cost: O(models). */
export function endingEpochOf(keeper: Keeper, effective: Epoch): EndingEpoch {
  const rootGroup = getEpochGroupData(keeper, effective.index);
  return {
    rootGroup,
    subGroups: rootGroup === undefined ? [] : getSubGroups(keeper, rootGroup),
    activeParticipants: getActiveParticipants(keeper, effective.index)?.participants,
  };
}
