import { sumOf } from '../../calculations/sumOf.js';
import type { EpochGroupData } from '../../gen/inference/inference/epoch_group_data.js';
import type { Keeper } from '../../keeper/keeper.js';
import { formedEpochs, nameOf } from './formedEpochs.js';
import type { Invariant } from './invariant.js';

/** A group's totals are those of its members and their nodes (seed 3, section 5). Cost: O(nodes of all epochs). */
export const groupTotals: Invariant = {
  name: "groups' totals are their members' sums",
  *check(keeper: Keeper) {
    for (const { root, subGroups } of formedEpochs(keeper)) {
      if (root !== undefined) yield* wrongTotals(root);
      for (const group of subGroups.values()) yield* wrongTotals(group);
    }
  },
};

/** Members of a sub-group are members of the root group, with the same weight (decisions, section 4). Cost: O(members). */
export const subGroupMembers: Invariant = {
  name: 'members weigh the same in all groups',
  *check(keeper: Keeper) {
    for (const { root, subGroups } of formedEpochs(keeper)) {
      for (const group of subGroups.values()) yield* wrongMembers(group, root);
    }
  },
};

function* wrongTotals(group: EpochGroupData): Iterable<string> {
  const { totalWeight, totalThroughput, validationWeights } = group;
  const weight = sumOf(validationWeights.map((member) => member.weight));
  if (weight !== totalWeight) yield `${nameOf(group)}: total_weight ${totalWeight}, members weigh ${weight}`;
  const nodes = validationWeights.flatMap(({ mlNodes }) => mlNodes);
  const throughput = sumOf(nodes.map((node) => node.throughput));
  if (throughput !== totalThroughput) {
    yield `${nameOf(group)}: total_throughput ${totalThroughput}, nodes have ${throughput}`;
  }
}

function* wrongMembers(group: EpochGroupData, root: EpochGroupData | undefined): Iterable<string> {
  const weights = new Map(root?.validationWeights.map(({ memberAddress, weight }) => [memberAddress, weight]));
  for (const { memberAddress, weight } of group.validationWeights) {
    const inRoot = weights.get(memberAddress);
    if (inRoot === weight) continue;
    yield `${nameOf(group)}: ${memberAddress} weighs ${weight}, in the root group ${inRoot ?? 'nothing'}`;
  }
}
