import { getEpochGroupData } from '../../keeper/epochGroupData.js';
import { requireUpcomingEpoch } from '../../keeper/epochs.js';
import type { Keeper } from '../../keeper/keeper.js';
import { event } from '../../types/events.js';
import type { ChainProfile } from '../chainProfile.js';

/**
 * NextEpochReady, the seed's `OnNextEpochReady`: the next epoch's groups stand, so API nodes can begin to load models
 * (seed 3, section 8). Fails with 1128 when no epoch is upcoming; an epoch without members is not announced.
 */
export function announceNextEpoch(keeper: Keeper, { epochs }: ChainProfile): void {
  const { index } = requireUpcomingEpoch(keeper);
  const root = getEpochGroupData(keeper, index);
  if (root === undefined || root.validationWeights.length === 0) return;
  const models = root.subGroupModels.join(',');
  epochs.tell(
    keeper.ctx,
    event('next_epoch_ready', { epoch: index, participants: root.validationWeights.length, models }),
  );
}
