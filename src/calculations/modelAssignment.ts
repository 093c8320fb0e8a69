import type { ActiveParticipant } from '../gen/inference/inference/activeparticipants.js';
import type { MLNodeInfo } from '../gen/inference/inference/epoch_group_data.js';
import type { HardwareNode } from '../gen/inference/inference/hardware_node.js';
import type { ModelAssignment } from '../types/strategies.js';
import { legacyWeight } from './legacyWeight.js';
import { servingNodes } from './preservedNodes.js';
import { neverServes, servesBeforePoC } from './timeslots.js';

/**
 * Which nodes serve which models in the upcoming epoch (seed 3, sections 4 and 7.1; decisions, section 4).
 *
 * A node with PoC weight is listed under every model that it declares and governance knows, in the order in which its
 * participant added it. It serves the first of these until PoC starts; the others have the node in reserve. Nodes that are
 * no longer declared, or declare no known model, keep their weight in a last list that serves no model.
 * Cost: O(nodes · models per node).
 */
export const modelAssignment: ModelAssignment = ({ participants, governanceModels, hardwareNodes, endingEpoch }) => {
  const modelIds = governanceModels.map(({ id }) => id);
  const serving = servingNodes(endingEpoch.subGroups);
  return participants.map((participant) => {
    const hardware = hardwareNodes.get(participant.index)?.hardwareNodes ?? [];
    const nodes = legacyWeight({
      nodes: participant.mlNodes[0]?.mlNodes ?? [],
      hardware,
      preserved: [...(serving.get(participant.index)?.values() ?? [])].map(({ node }) => node),
    });
    return { ...participant, ...assignedNodes(nodes, hardware, modelIds) };
  });
};

function assignedNodes(
  nodes: readonly MLNodeInfo[],
  hardware: readonly HardwareNode[],
  modelIds: readonly string[],
): Pick<ActiveParticipant, 'models' | 'mlNodes'> {
  const listOf = new Map<string, MLNodeInfo[]>(modelIds.map((id) => [id, []]));
  const unassigned = new Map(nodes.map((node) => [node.nodeId, node]));
  for (const { localId, models } of hardware) {
    const node = unassigned.get(localId);
    const known = [...new Set(models)].filter((model) => listOf.has(model));
    if (node === undefined || known.length === 0) continue;
    unassigned.delete(localId);
    known.forEach((model, i) => {
      listOf.get(model)!.push({ ...node, timeslotAllocation: i === 0 ? servesBeforePoC : neverServes });
    });
  }
  const models = modelIds.filter((id) => listOf.get(id)!.length > 0);
  const rest = [...unassigned.values()].map((node) => ({ ...node, timeslotAllocation: neverServes }));
  const lists = [...models.map((id) => listOf.get(id)!), ...(rest.length > 0 ? [rest] : [])];
  return { models, mlNodes: lists.map((mlNodes) => ({ mlNodes })) };
}
