import { sumOf } from '../../calculations/sumOf.js';
import { groupChanged } from '../../epochgroup/ground.js';
import type { ActiveParticipant } from '../../gen/inference/inference/activeparticipants.js';
import type { EpochGroupData, MLNodeInfo, ValidationWeight } from '../../gen/inference/inference/epoch_group_data.js';
import { moduleAddress } from '../../keeper/accounts.js';
import { getActiveParticipants, setActiveParticipants } from '../../keeper/activeParticipants.js';
import { getEpochGroups, rootModel, setEpochGroupData } from '../../keeper/epochGroupData.js';
import type { Keeper } from '../../keeper/keeper.js';

type Weights = ReadonlyMap<string, bigint>;

/** How much the first node of each member must weigh so that all of them carry the member's new weight; by member and node. */
type FirstNodes = ReadonlyMap<string, { readonly nodeId: string; readonly pocWeight: bigint }>;

/** Gives members of an epoch other weights, wherever the epoch says what they weigh. Cost: O(nodes of the epoch). */
export function withWeights(keeper: Keeper, epoch: bigint, weights: Weights): void {
  const groups = getEpochGroups(keeper, epoch);
  const firstNodes = firstNodesOf(groups, weights);
  for (const group of groups) {
    setEpochGroupData(keeper, reweighed(group, weights, firstNodes));
    vote(keeper, group, weights);
  }
  const snapshot = getActiveParticipants(keeper, epoch);
  if (snapshot === undefined) return;
  const participants = snapshot.participants.map((one) => participantOf(one, weights, firstNodes));
  setActiveParticipants(keeper, { ...snapshot, participants });
}

function firstNodesOf(groups: readonly EpochGroupData[], weights: Weights): FirstNodes {
  const found = new Map<string, { nodeId: string; pocWeight: bigint }>();
  for (const [member, weight] of weights) {
    const own = groups.flatMap(({ validationWeights }) =>
      validationWeights.filter(({ memberAddress }) => memberAddress === member).flatMap(({ mlNodes }) => mlNodes),
    );
    const nodes = [...new Map(own.map((node) => [node.nodeId, node])).values()];
    const missing = weight - sumOf(nodes.map(({ pocWeight }) => pocWeight));
    const [first] = nodes;
    if (first !== undefined && missing > 0n) {
      found.set(member, { nodeId: first.nodeId, pocWeight: first.pocWeight + missing });
    }
  }
  return found;
}

function nodesOf(member: string, nodes: readonly MLNodeInfo[], firstNodes: FirstNodes): readonly MLNodeInfo[] {
  const first = firstNodes.get(member);
  return nodes.map((node) => (node.nodeId === first?.nodeId ? { ...node, pocWeight: first.pocWeight } : node));
}

function reweighed(group: EpochGroupData, weights: Weights, firstNodes: FirstNodes): EpochGroupData {
  const validationWeights = group.validationWeights.map((member): ValidationWeight => {
    const { memberAddress, mlNodes } = member;
    const weight = weights.get(memberAddress) ?? member.weight;
    return { ...member, weight, mlNodes: nodesOf(memberAddress, mlNodes, firstNodes) };
  });
  return { ...group, validationWeights, totalWeight: sumOf(validationWeights.map(({ weight }) => weight)) };
}

/** Those who vote go on voting, with their new weight; staking is told to look again. */
function vote(keeper: Keeper, { epochGroupId, modelId }: EpochGroupData, weights: Weights): void {
  const { group } = keeper.neighbours;
  const authority = moduleAddress(keeper, 'gov');
  const voters = group.members(epochGroupId).filter(({ address }) => weights.has(address));
  if (voters.length === 0) return;
  const members = voters.map((voter) => ({ ...voter, weight: weights.get(voter.address)! }));
  group.updateMembers(authority, epochGroupId, members);
  if (modelId === rootModel) group.updateMetadata(authority, epochGroupId, groupChanged);
}

function participantOf(one: ActiveParticipant, weights: Weights, firstNodes: FirstNodes): ActiveParticipant {
  const mlNodes = one.mlNodes.map((list) => ({ ...list, mlNodes: nodesOf(one.index, list.mlNodes, firstNodes) }));
  return { ...one, weight: weights.get(one.index) ?? one.weight, mlNodes };
}
