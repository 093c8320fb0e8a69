import type { ActiveParticipants } from '../../gen/inference/inference/activeparticipants.js';
import type { EpochGroupData } from '../../gen/inference/inference/epoch_group_data.js';
import { getActiveParticipants } from '../../keeper/activeParticipants.js';
import { rootModel } from '../../keeper/epochGroupData.js';
import type { Keeper } from '../../keeper/keeper.js';

/** All groups of one epoch, as they are stored. */
export interface FormedEpoch {
  readonly index: bigint;
  readonly root: EpochGroupData | undefined;
  /** By model id, in key order. */
  readonly subGroups: ReadonlyMap<string, EpochGroupData>;
  /** The snapshot that they were made of; absent before the epoch was formed. */
  readonly snapshot: ActiveParticipants | undefined;
}

/** Every epoch that has groups, oldest first. Cost: O(groups). */
export function formedEpochs(keeper: Keeper): FormedEpoch[] {
  const epochs = new Map<bigint, Map<string, EpochGroupData>>();
  for (const [[index, model], group] of keeper.state.epochGroupData.entries()) {
    const groups = epochs.get(index) ?? new Map<string, EpochGroupData>();
    epochs.set(index, groups.set(model, group));
  }
  return [...epochs].map(([index, groups]) => {
    const root = groups.get(rootModel);
    groups.delete(rootModel);
    return { index, root, subGroups: groups, snapshot: getActiveParticipants(keeper, index) };
  });
}

/** How reports call a group. */
export const nameOf = ({ epochIndex, modelId }: EpochGroupData): string =>
  modelId === rootModel ? `epoch ${epochIndex}` : `epoch ${epochIndex}, model ${modelId}`;
