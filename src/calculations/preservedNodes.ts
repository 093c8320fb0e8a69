import { type EpochGroupData, type MLNodeInfo, TimeslotType } from '../gen/inference/inference/epoch_group_data.js';
import type { Params } from '../gen/inference/inference/params.js';
import type { EndingEpoch } from '../types/strategies.js';
import { validateThroughputPerformance } from './throughput.js';
import { servesBeforePoC, servesThroughPoC } from './timeslots.js';

/** A node that keeps serving inference through PoC, in the sub-group of the model that it serves. */
export interface ServingNode {
  readonly node: MLNodeInfo;
  readonly subGroup: EpochGroupData;
}

/** Serving nodes by participant and node id. */
export type ServingNodes = ReadonlyMap<string, ReadonlyMap<string, ServingNode>>;

/** The batch filter, the weights and the assignment of an epoch all ask for the nodes of the same sub-groups. */
const knownServing = new WeakMap<readonly EpochGroupData[], ServingNodes>();

/**
 * Nodes with a PoC slot, by participant and node id, as the sub-groups have them; of a node with several slots the first
 * counts. Cost: O(nodes of all sub-groups), once for a list of sub-groups.
 */
export function servingNodes(subGroups: readonly EpochGroupData[]): ServingNodes {
  let serving = knownServing.get(subGroups);
  if (serving === undefined) {
    serving = findServing(subGroups);
    knownServing.set(subGroups, serving);
  }
  return serving;
}

function findServing(subGroups: readonly EpochGroupData[]): ServingNodes {
  const serving = new Map<string, Map<string, ServingNode>>();
  for (const subGroup of subGroups) {
    for (const { memberAddress, mlNodes } of subGroup.validationWeights) {
      for (const node of mlNodes) {
        if (!servesThroughPoC(node)) continue;
        const nodes = serving.get(memberAddress) ?? new Map<string, ServingNode>();
        serving.set(memberAddress, nodes);
        if (!nodes.has(node.nodeId)) nodes.set(node.nodeId, { node, subGroup });
      }
    }
  }
  return serving;
}

/** Nodes that keep their weight, by participant; their slots start anew. */
export type PreservedNodes = ReadonlyMap<string, readonly MLNodeInfo[]>;

/**
 * Nodes that keep their weight because they served inference through PoC (seed 3, section 7.4; decisions, section 5).
 *
 * Where the parameter switches it on, a model that was served below expectation, beyond the tolerance, lowers the weight of
 * its nodes by the ratio of measured to expected throughput, rounded down. Cost: O(nodes of all sub-groups).
 */
export function preservedNodes({ subGroups }: EndingEpoch, params: Params): PreservedNodes {
  const kept = ({ node, subGroup }: ServingNode): MLNodeInfo => ({
    ...node,
    pocWeight: keptWeight(node.pocWeight, subGroup, params),
    timeslotAllocation: servesBeforePoC,
  });
  return new Map([...servingNodes(subGroups)].map(([address, nodes]) => [address, [...nodes.values()].map(kept)]));
}

function keptWeight(weight: bigint, subGroup: EpochGroupData, { multiModelParams }: Params): bigint {
  if (!multiModelParams?.throughputValidationEnabled) return weight;
  const { isSufficient, ratio } = validateThroughputPerformance({
    expected: subGroup.expectedThroughputVector[TimeslotType.POC_SLOT] ?? 0n,
    real: subGroup.realThroughputVector[TimeslotType.POC_SLOT] ?? 0n,
    toleranceBasisPoints: multiModelParams.throughputToleranceBasisPoints,
  });
  return isSufficient ? weight : (weight * ratio.numerator) / ratio.denominator;
}

/**
 * The same as the deployed chain has it (reference, section 4, step 1): from the list of active participants, of those that
 * are members of the root group.
 */
export function preservedNodesA25(endingEpoch: EndingEpoch, upcomingEpochIndex: bigint): PreservedNodes {
  const members = new Set(endingEpoch.rootGroup?.validationWeights.map(({ memberAddress }) => memberAddress));
  const serving = servingNodesA25(endingEpoch, upcomingEpochIndex);
  return new Map([...serving].filter(([address]) => members.has(address)));
}

/** Nodes with a PoC slot in any array of the active participants; for the first epoch nobody looks. */
export function servingNodesA25({ activeParticipants }: EndingEpoch, upcomingEpochIndex: bigint): PreservedNodes {
  if (upcomingEpochIndex <= 1n) return new Map();
  const serving = new Map<string, readonly MLNodeInfo[]>();
  for (const { index, mlNodes } of activeParticipants ?? []) {
    const nodes = mlNodes.flatMap((list) => list.mlNodes.filter(servesThroughPoC));
    const reset = nodes.map((node) => ({ ...node, timeslotAllocation: servesBeforePoC }));
    if (reset.length > 0) serving.set(index, reset);
  }
  return serving;
}
