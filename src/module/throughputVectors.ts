import type { EpochGroupData, MLNodeInfo } from '../gen/inference/inference/epoch_group_data.js';
import type { Keeper } from '../keeper/keeper.js';
import type { ThroughputMoment } from '../types/strategies.js';
import { addInt64 } from '../util/int.js';

/**
 * A sub-group with its throughput as the profile's strategy sees it at a moment: of each node, in total, expected and real
 * per timeslot (seed 3, section 7.2). The group itself is given back when nothing changes. Cost: O(nodes of the group).
 */
export function withThroughput(keeper: Keeper, group: EpochGroupData, moment: ThroughputMoment): EpochGroupData {
  const model = group.modelSnapshot;
  if (model === undefined) return group;
  const nodes: MLNodeInfo[] = [];
  for (const { mlNodes } of group.validationWeights) for (const node of mlNodes) nodes.push(node);
  const { expectedThroughputVector: expected, realThroughputVector: real } = group;
  const result = keeper.profile.strategies.throughput.run({ model, nodes, expected, real, ...moment });

  let totalThroughput = 0n;
  let sameNodes = true;
  nodes.forEach((node, i) => {
    const throughput = result.nodes[i]!;
    totalThroughput = addInt64(totalThroughput, throughput, 'total_throughput');
    if (node.throughput !== throughput) sameNodes = false;
  });
  const sameVectors = sameList(expected, result.expected) && sameList(real, result.real);
  if (sameNodes && sameVectors && totalThroughput === group.totalThroughput) return group;
  let next = 0;
  const validationWeights = sameNodes
    ? group.validationWeights
    : group.validationWeights.map((member) => ({
        ...member,
        mlNodes: member.mlNodes.map((node) => ({ ...node, throughput: result.nodes[next++]! })),
      }));
  return {
    ...group,
    validationWeights,
    totalThroughput,
    expectedThroughputVector: result.expected,
    realThroughputVector: result.real,
  };
}

const sameList = (a: readonly bigint[], b: readonly bigint[]): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);
