import { computeNewWeights, type NewWeights } from '../calculations/computeNewWeights.js';
import type { Epoch } from '../gen/inference/inference/epoch.js';
import type { Participant } from '../gen/inference/inference/participant.js';
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
  const stored = new Map<string, Participant>();
  let last: string | undefined;
  const add = (address: string): void => {
    // Batches of a participant stand together.
    if (address === last || stored.has(address)) return;
    last = address;
    const participant = getParticipant(keeper, address);
    if (participant !== undefined) stored.set(address, participant);
  };
  for (const { participantAddress } of input.batches) add(participantAddress);
  for (const { validatorParticipantAddress } of input.validations) add(validatorParticipantAddress);
  for (const { index } of input.endingEpoch.activeParticipants ?? []) add(index);
  return stored;
}
