import type { ActiveParticipant, ModelMLNodes } from '../gen/inference/inference/activeparticipants.js';
import type { EpochGroupData, MLNodeInfo } from '../gen/inference/inference/epoch_group_data.js';

/**
 * Participants with the throughput that their nodes have in the sub-groups formed of them (decisions, section 4); a node
 * that is in none serves nobody and has none, whatever it kept from the epoch before. Cost: O(nodes).
 */
export function withNodeThroughput(
  participants: readonly ActiveParticipant[],
  subGroups: readonly EpochGroupData[],
): readonly ActiveParticipant[] {
  const listsOf = new Map(
    subGroups.map(({ modelId, validationWeights }) => [
      modelId,
      new Map(validationWeights.map(({ memberAddress, mlNodes }) => [memberAddress, mlNodes])),
    ]),
  );
  return participants.map((participant) => {
    const { index, models } = participant;
    const mlNodes = participant.mlNodes.map((list, place): ModelMLNodes => {
      const grouped = listsOf.get(models[place] ?? '')?.get(index);
      return { mlNodes: grouped ?? list.mlNodes.map(withoutThroughput) };
    });
    return { ...participant, mlNodes };
  });
}

const withoutThroughput = (node: MLNodeInfo): MLNodeInfo =>
  node.throughput === 0n ? node : { ...node, throughput: 0n };
