import type { PoCBatch } from '../gen/inference/inference/pocbatch.js';
import type { BatchFilter, BatchFilterInput, BatchFilterResult, IgnoredBatch } from '../types/strategies.js';
import { servingNodes } from './preservedNodes.js';
import { servesThroughPoC } from './timeslots.js';

/**
 * Ignores batches of nodes that serve inference through PoC: they keep their weight and owe no nonces (decisions,
 * section 5). A node is known by its participant and its id, so nobody else's node of the same name is hit.
 * Cost: O(nodes of all sub-groups + batches).
 */
export const batchFilter: BatchFilter = (input) => {
  const serving = servingNodes(input.endingEpoch.subGroups);
  return split(input, ({ participantAddress, nodeId }) => {
    const node = serving.get(participantAddress)?.get(nodeId);
    return node && `node serves inference of ${node.subGroup.modelId} through PoC`;
  });
};

/**
 * The deployed chain's filter (reference, section 4, step 2): it looks for the nodes in the root group, where none are ever
 * stored, and by their id alone. So it ignores nothing, unless someone fills the root group.
 */
export const batchFilterA25: BatchFilter = (input) => {
  const members = input.endingEpoch.rootGroup?.validationWeights ?? [];
  const serving = members.flatMap(({ mlNodes }) => mlNodes.filter(servesThroughPoC));
  const ids = new Set(serving.map(({ nodeId }) => nodeId));
  return split(input, ({ nodeId }) =>
    ids.has(nodeId) ? 'a node of this name serves inference through PoC' : undefined,
  );
};

function split({ batches }: BatchFilterInput, reasonOf: (batch: PoCBatch) => string | undefined): BatchFilterResult {
  const counted: PoCBatch[] = [];
  const ignored: IgnoredBatch[] = [];
  for (const batch of batches) {
    const reason = reasonOf(batch);
    if (reason === undefined) counted.push(batch);
    else ignored.push({ batch, reason });
  }
  return { counted, ignored };
}
