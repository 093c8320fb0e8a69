import type { ActiveParticipant, ModelMLNodes } from '../gen/inference/inference/activeparticipants.js';
import type { MLNodeInfo } from '../gen/inference/inference/epoch_group_data.js';
import type { HardwareNode } from '../gen/inference/inference/hardware_node.js';
import type { ModelAssignment } from '../types/strategies.js';
import { distinct } from './distinct.js';
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
  const modelIds = new Set(governanceModels.map(({ id }) => id));
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
  modelIds: ReadonlySet<string>,
): Pick<ActiveParticipant, 'models' | 'mlNodes'> {
  const listOf = new Map<string, MLNodeInfo[]>();
  /** Undefined once it is assigned. */
  const unassigned = new Map<string, MLNodeInfo | undefined>();
  for (const node of nodes) unassigned.set(node.nodeId, node);
  for (const { localId, models } of hardware) {
    const node = unassigned.get(localId);
    if (node === undefined) continue;
    let timeslotAllocation = servesBeforePoC;
    for (const model of distinct(models)) {
      if (!modelIds.has(model)) continue;
      const list = listOf.get(model);
      if (list === undefined) listOf.set(model, [{ ...node, timeslotAllocation }]);
      else list.push({ ...node, timeslotAllocation });
      timeslotAllocation = neverServes;
      unassigned.set(localId, undefined);
    }
  }
  const models: string[] = [];
  const mlNodes: ModelMLNodes[] = [];
  for (const id of modelIds) {
    const list = listOf.get(id);
    if (list === undefined) continue;
    models.push(id);
    mlNodes.push({ mlNodes: list });
  }
  const rest: MLNodeInfo[] = [];
  for (const node of unassigned.values()) {
    if (node !== undefined) rest.push({ ...node, timeslotAllocation: neverServes });
  }
  if (rest.length > 0) mlNodes.push({ mlNodes: rest });
  return { models, mlNodes };
}
