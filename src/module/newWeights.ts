import { computeNewWeights, type NewWeights } from '../calculations/computeNewWeights.js';
import type { Epoch } from '../gen/inference/inference/epoch.js';
import type { Keeper } from '../keeper/keeper.js';
import { getStrategyParams } from '../keeper/params.js';
import { getParticipant } from '../keeper/participants.js';
import { getPoCBatches } from '../keeper/pocBatches.js';
import { getPoCValidations } from '../keeper/pocValidations.js';
import { getRandomSeeds } from '../keeper/randomSeeds.js';
import type { EndingEpoch, WeightsInput } from '../types/strategies.js';

/**
 * Weights from the batches that count, the verdicts on them, and the nodes that served inference meanwhile, by the rules of
 * the profile. Cost: O(batches + verdicts + participants).
 */
export function newWeights(keeper: Keeper, upcomingEpoch: Epoch, endingEpoch: EndingEpoch): NewWeights {
  const { batchFilter, weights } = keeper.profile.strategies;
  const groupId = endingEpoch.rootGroup?.epochGroupId;
  const input: Omit<WeightsInput, 'participants'> = {
    upcomingEpoch,
    endingEpoch,
    batches: getPoCBatches(keeper, upcomingEpoch.pocStartBlockHeight),
    validations: getPoCValidations(keeper, upcomingEpoch.pocStartBlockHeight),
    seeds: getRandomSeeds(keeper, upcomingEpoch.index),
    voters: groupId === undefined ? [] : keeper.neighbours.group.members(groupId),
    params: getStrategyParams(keeper),
  };
  const rules = { batchFilter: batchFilter.run, weights: weights.run };
  return computeNewWeights(rules, { ...input, participants: storedParticipants(keeper, input) });
}

function storedParticipants(keeper: Keeper, input: Omit<WeightsInput, 'participants'>): WeightsInput['participants'] {
  const named = new Set([
    ...input.batches.map((batch) => batch.participantAddress),
    ...input.validations.map((validation) => validation.validatorParticipantAddress),
    ...(input.endingEpoch.activeParticipants ?? []).map((participant) => participant.index),
  ]);
  const stored = [...named].map((address) => [address, getParticipant(keeper, address)] as const);
  return new Map(stored.filter((entry): entry is [string, NonNullable<(typeof entry)[1]>] => entry[1] !== undefined));
}
