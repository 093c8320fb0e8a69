import { defaultUnitPrice, unitPrice } from '../../calculations/unitPrice.js';
import type { EpochGroupData } from '../../gen/inference/inference/epoch_group_data.js';
import { getSubGroups, requireEpochGroupData, setEpochGroupData } from '../../keeper/epochGroupData.js';
import { requireEffectiveEpoch, requireUpcomingEpoch, setEffectiveEpochIndex } from '../../keeper/epochs.js';
import type { Keeper } from '../../keeper/keeper.js';
import { getParams } from '../../keeper/params.js';
import { getPriceProposal } from '../../keeper/priceProposals.js';
import { asInt64, asUint64 } from '../../util/int.js';
import type { ChainProfile } from '../chainProfile.js';

/** SetNewValidators: the old group closes, the new one takes effect with its price, and the epoch counts as begun. */
export function switchToNextEpoch(keeper: Keeper, { epochs }: ChainProfile): void {
  const ending = requireEpochGroupData(keeper, requireEffectiveEpoch(keeper).index);
  const upcoming = requireUpcomingEpoch(keeper);
  const beginning = requireEpochGroupData(keeper, upcoming.index);
  const { validationParams } = getParams(keeper);

  const groups = epochs.capacityGroups({ ending, beginning });
  for (const group of getSubGroups(keeper, groups)) {
    keeper.state.modelCapacities.set(group.modelId, epochs.capacityOf(group));
  }
  const price = votedUnitPrice(keeper, upcoming.index, ending, beginning);
  setEpochGroupData(keeper, { ...ending, lastBlockHeight: keeper.height - 1n });
  setEpochGroupData(keeper, {
    ...beginning,
    effectiveBlockHeight: keeper.height,
    unitOfComputePrice: asInt64(price),
    previousEpochRequests: ending.numberOfRequests,
    validationParams,
  });
  setEffectiveEpochIndex(keeper, upcoming.index);
}

/** The weighted median of what the new epoch's voters ask for; prices are uint64 in votes and wrap into the record's int64. */
function votedUnitPrice(keeper: Keeper, index: bigint, ending: EpochGroupData, beginning: EpochGroupData): bigint {
  const parameter = getParams(keeper).epochParams!.defaultUnitOfComputePrice;
  const votes = keeper.neighbours.group
    .members(beginning.epochGroupId)
    .map(({ address, weight }) => ({ weight, price: getPriceProposal(keeper, address)?.price }));
  return unitPrice(votes, asUint64(defaultUnitPrice(index, parameter, ending.unitOfComputePrice)));
}
