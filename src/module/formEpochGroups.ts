import { missPercentage, reputation } from '../calculations/reputation.js';
import { addMembers } from '../epochgroup/addMembers.js';
import type { NewMember } from '../epochgroup/groupDraft.js';
import type { ActiveParticipant } from '../gen/inference/inference/activeparticipants.js';
import type { Epoch } from '../gen/inference/inference/epoch.js';
import { requireEpochGroupData, setEpochGroupData } from '../keeper/epochGroupData.js';
import type { Keeper } from '../keeper/keeper.js';
import { getValidationParams } from '../keeper/params.js';
import { getPerformanceSummaries } from '../keeper/performanceSummaries.js';
import type { EndingEpoch } from '../types/strategies.js';
import { groundOf } from './epochRecords.js';
import { withThroughput } from './throughputVectors.js';

/**
 * Fills the upcoming epoch's root group and model sub-groups from its active participants; who revealed no seed is left
 * out. Every record is stored once. Cost: O(participants + nodes).
 */
export function formEpochGroups(
  keeper: Keeper,
  upcoming: Epoch,
  ending: EndingEpoch,
  participants: readonly ActiveParticipant[],
): void {
  const root = requireEpochGroupData(keeper, upcoming.index);
  const formed = addMembers(groundOf(keeper), root, newMembers(keeper, participants));
  setEpochGroupData(keeper, formed.root);
  for (const group of formed.subGroups) {
    const before = ending.subGroups.find(({ modelId }) => modelId === group.modelId);
    const previousReal = before?.realThroughputVector ?? [];
    setEpochGroupData(keeper, withThroughput(keeper, group, { moment: 'formation', previousReal }));
  }
}

function newMembers(keeper: Keeper, participants: readonly ActiveParticipant[]): NewMember[] {
  return participants.flatMap((participant) => {
    const { index: address, weight, validatorKey, seed, models } = participant;
    if (seed === undefined) return [];
    const mlNodes = participant.mlNodes.map(({ mlNodes: nodes }) => nodes);
    return [
      {
        address,
        weight,
        validatorKey,
        seedSignature: seed.signature,
        reputation: reputationOf(keeper, address),
        models,
        mlNodes,
      },
    ];
  });
}

/** Reputation from all epochs that were settled for the participant (reference, section 8.5). Cost: O(epochs). */
function reputationOf(keeper: Keeper, address: string): number {
  const summaries = getPerformanceSummaries(keeper, address);
  const missPercentages = summaries.map(({ missedRequests, inferenceCount }) =>
    missPercentage(missedRequests, inferenceCount),
  );
  return reputation({ epochCount: BigInt(summaries.length), missPercentages }, getValidationParams(keeper));
}
