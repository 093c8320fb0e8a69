import {
  membersWithSlots,
  participantsWithSlots,
  pendingChanges,
  slotCandidatesAtFormation,
  slotCandidatesBeforePoC,
} from '../calculations/slotCandidates.js';
import { slotRandom, slotSelectionRecord } from '../calculations/slotSelection.js';
import type { ActiveParticipant } from '../gen/inference/inference/activeparticipants.js';
import type { Epoch } from '../gen/inference/inference/epoch.js';
import type { EpochGroupData } from '../gen/inference/inference/epoch_group_data.js';
import { getAllHardwareNodes } from '../keeper/hardwareNodes.js';
import type { Keeper } from '../keeper/keeper.js';
import { getGovernanceModels } from '../keeper/models.js';
import { getMultiModelParams } from '../keeper/params.js';
import { NodeMap } from '../types/nodeMap.js';

const noneTaken = new NodeMap<string>();

/** Slots for a rule that chooses when the epoch is formed; other rules choose just before PoC. Cost: O(nodes · models). */
export function allocateAtFormation(
  keeper: Keeper,
  upcoming: Epoch,
  participants: readonly ActiveParticipant[],
): readonly ActiveParticipant[] {
  const { slotAllocation } = keeper.profile.strategies;
  if (slotAllocation.when !== 'formation') return participants;
  const facts = { ...factsOf(keeper, upcoming.index), taken: noneTaken };
  return getGovernanceModels(keeper).reduce<readonly ActiveParticipant[]>((slotted, model) => {
    const input = slotCandidatesAtFormation(model, slotted, facts);
    if (input.participants.length === 0) return slotted;
    const { drawn } = slotAllocation.run(input, slotRandom(input));
    return drawn.length === 0 ? slotted : participantsWithSlots(slotted, model.id, drawn);
  }, participants);
}

/**
 * Draws, model after model in the order of the sub-groups, the nodes that go on serving through PoC; a node that was drawn
 * for one is out for the next. Why each node was drawn or passed over is stored. Cost: O(nodes).
 */
export function allocateBeforePoC(
  keeper: Keeper,
  rootGroup: EpochGroupData,
  subGroups: readonly EpochGroupData[],
): readonly EpochGroupData[] {
  const { slotAllocation } = keeper.profile.strategies;
  if (slotAllocation.when !== 'beforePoC') return subGroups;
  const snapshot = {
    rootGroup,
    subGroups,
    hardwareNodes: new Map(getAllHardwareNodes(keeper).map((nodes) => [nodes.participant, nodes])),
    governanceModels: new Set(getGovernanceModels(keeper).map(({ id }) => id)),
  };
  const changes = pendingChanges(snapshot);
  const taken = new NodeMap<string>();
  const facts = { ...factsOf(keeper, rootGroup.epochIndex), taken };
  return subGroups.map((group) => {
    const input = slotCandidatesBeforePoC(group, snapshot, changes, facts);
    const draw = slotAllocation.run(input, slotRandom(input));
    for (const { participant, nodeId } of draw.drawn) taken.set(participant, nodeId, group.modelId);
    keeper.state.slotSelections.set([group.epochIndex, group.modelId], slotSelectionRecord(input, draw));
    return { ...group, validationWeights: membersWithSlots(group.validationWeights, draw.drawn) };
  });
}

function factsOf(keeper: Keeper, epochIndex: bigint) {
  const fractionBasisPoints = getMultiModelParams(keeper).pocSlotFractionBasisPoints;
  return { epochIndex, previousAppHash: keeper.ctx.block.previousAppHash, fractionBasisPoints };
}
