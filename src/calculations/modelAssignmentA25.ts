import type { ActiveParticipant, ModelMLNodes } from '../gen/inference/inference/activeparticipants.js';
import type { MLNodeInfo } from '../gen/inference/inference/epoch_group_data.js';
import type { HardwareNode } from '../gen/inference/inference/hardware_node.js';
import type { ModelAssignment } from '../types/strategies.js';
import { legacyWeightA25 } from './legacyWeight.js';
import { servingNodesA25 } from './preservedNodes.js';
import { servesBeforePoC } from './timeslots.js';

/**
 * The deployed chain's assignment (reference, section 5.1): each node serves one model only, the smallest id among those
 * that it declares; the rest stand in a last list that serves none. A participant that never declared nodes loses them
 * all, but keeps its weight. Cost: O(nodes · models).
 */
export const modelAssignmentA25: ModelAssignment = (input) => {
  const modelIds = input.governanceModels.map(({ id }) => id);
  const serving = servingNodesA25(input.endingEpoch, input.upcomingEpoch.index);
  return input.participants.map((participant) => {
    const hardware = input.hardwareNodes.get(participant.index)?.hardwareNodes;
    if (hardware === undefined) return { ...participant, models: [], mlNodes: [] };
    const nodes = legacyWeightA25({
      nodes: participant.mlNodes[0]?.mlNodes ?? [],
      hardware,
      preserved: serving.get(participant.index) ?? [],
    });
    return { ...participant, ...assignedNodes(nodes, hardware, modelIds) };
  });
};

function assignedNodes(
  nodes: readonly MLNodeInfo[],
  hardware: readonly HardwareNode[],
  modelIds: readonly string[],
): Pick<ActiveParticipant, 'models' | 'mlNodes'> {
  const declared = new Map(hardware.map(({ localId, models }) => [localId, new Set(models)]));
  const taken = new Set<string>();
  const models: string[] = [];
  const mlNodes: ModelMLNodes[] = [];
  for (const model of modelIds) {
    const list: MLNodeInfo[] = [];
    for (const node of nodes) {
      if (taken.has(node.nodeId) || !declared.get(node.nodeId)?.has(model)) continue;
      // By id, so that a second entry of this id is neither assigned nor left over: it is lost, as upstream.
      taken.add(node.nodeId);
      list.push({ ...node, timeslotAllocation: servesBeforePoC });
    }
    if (list.length === 0) continue;
    models.push(model);
    mlNodes.push({ mlNodes: list });
  }
  const rest = nodes.filter(({ nodeId }) => !taken.has(nodeId));
  if (rest.length > 0)
    mlNodes.push({ mlNodes: rest.map((node) => ({ ...node, timeslotAllocation: servesBeforePoC })) });
  return { models, mlNodes };
}
