import type { ActiveParticipant } from '../gen/inference/inference/activeparticipants.js';
import type { EpochGroupData, MLNodeInfo, ValidationWeight } from '../gen/inference/inference/epoch_group_data.js';
import { type HardwareNode, HardwareNodeStatus, type HardwareNodes } from '../gen/inference/inference/hardware_node.js';
import type { Model } from '../gen/inference/inference/model.js';
import { NodeMap, type ReadonlyNodeMap } from '../types/nodeMap.js';
import type { NodeRef, SlotAllocationInput, SlotNode } from '../types/strategies.js';
import { ceilDiv, mulInt64 } from '../util/int.js';
import { distinct } from './distinct.js';
import { servesUntilPoC, withPocSlot } from './timeslots.js';

/** What the inputs of both moments have in common. */
interface DrawFacts {
  readonly epochIndex: bigint;
  readonly previousAppHash: Uint8Array;
  /** Part of a model's throughput that should be served through PoC, in 1/10000. */
  readonly fractionBasisPoints: number;
  /** Nodes that were chosen for other models, with the model. */
  readonly taken: ReadonlyNodeMap<string>;
}

/** The epoch in effect, against what its participants declare now. */
export interface EpochSnapshot {
  readonly rootGroup: EpochGroupData;
  readonly subGroups: readonly EpochGroupData[];
  readonly hardwareNodes: ReadonlyMap<string, HardwareNodes>;
  /** Ids that governance knows now. */
  readonly governanceModels: ReadonlySet<string>;
}

/**
 * Candidates of one model in the block before PoC starts (decisions, section 5): the sub-group's nodes. Excluded is a node
 * that serves another model, and one whose change is pending: it is gone, stopped or failed, or declares other models than
 * the epoch snapshotted. Cost: O(nodes of all sub-groups) once for `pendingChanges`, then O(nodes of this one).
 */
export function slotCandidatesBeforePoC(
  subGroup: EpochGroupData,
  snapshot: EpochSnapshot,
  changes: ReadonlyNodeMap<string>,
  facts: DrawFacts,
): SlotAllocationInput {
  const weights = new Map(snapshot.rootGroup.validationWeights.map((member) => [member.memberAddress, member.weight]));
  const participants = subGroup.validationWeights.map(({ memberAddress, mlNodes }) => ({
    address: memberAddress,
    weight: weights.get(memberAddress) ?? 0n,
    nodes: candidates(mlNodes, facts.taken.of(memberAddress), changes.of(memberAddress)),
  }));
  return withTarget(subGroup.modelId, participants, facts);
}

/** Candidates of one model at the epoch's formation: the nodes that were assigned to it. Cost: O(participants + nodes). */
export function slotCandidatesAtFormation(
  model: Model,
  active: readonly ActiveParticipant[],
  facts: DrawFacts,
): SlotAllocationInput {
  const participants = active.flatMap(({ index, weight, models, mlNodes }) => {
    const nodes = mlNodes[models.indexOf(model.id)]?.mlNodes;
    if (nodes === undefined) return [];
    const slotNodes = nodes.map(({ nodeId, pocWeight }) => {
      const throughput = mulInt64(pocWeight, model.throughputPerNonce, 'throughput');
      return { nodeId, throughput, pocWeight };
    });
    return [{ address: index, weight, nodes: candidates(slotNodes, facts.taken.of(index), noChanges) }];
  });
  return withTarget(model.id, participants, facts);
}

const noChanges: ReadonlyMap<string, string> = new Map();

/** A participant's nodes, with what excludes them: a model that they serve, or a change. */
function candidates(
  nodes: readonly Omit<SlotNode, 'excluded'>[],
  taken: ReadonlyMap<string, string>,
  changes: ReadonlyMap<string, string>,
): SlotNode[] {
  return nodes.map(({ nodeId, throughput, pocWeight }) => {
    const model = taken.get(nodeId);
    const excluded = model === undefined ? changes.get(nodeId) : `serves ${model}`;
    return excluded === undefined ? { nodeId, throughput, pocWeight } : { nodeId, throughput, pocWeight, excluded };
  });
}

function withTarget(
  modelId: string,
  participants: SlotAllocationInput['participants'],
  { epochIndex, previousAppHash, fractionBasisPoints }: DrawFacts,
): SlotAllocationInput {
  let totalThroughput = 0n;
  for (const { nodes } of participants) for (const { throughput } of nodes) totalThroughput += throughput;
  const targetThroughput = ceilDiv(totalThroughput * BigInt(fractionBasisPoints), 10_000n);
  return { modelId, epochIndex, previousAppHash, participants, totalThroughput, targetThroughput };
}

/**
 * Nodes whose change is pending until the next formation, with the reason (seed 3, section 7.3: MLNodes with pending model
 * changes are excluded). Cost: O(nodes of all sub-groups).
 */
export function pendingChanges({ subGroups, hardwareNodes, governanceModels }: EpochSnapshot): ReadonlyNodeMap<string> {
  const snapshots = snapshotModels(subGroups);
  for (const [participant, { hardwareNodes: nodes }] of hardwareNodes) {
    const own = snapshots.of(participant);
    for (const node of nodes) {
      const snapshot = own.get(node.localId);
      if (snapshot !== undefined) snapshot.live = node;
    }
  }
  const changes = new NodeMap<string>();
  for (const [participant, nodeId, snapshot] of snapshots.entries()) {
    const reason = changeOf(snapshot, governanceModels);
    if (reason !== undefined) changes.set(participant, nodeId, reason);
  }
  return changes;
}

/** Models of a node as the epoch has them; the first one is that which it serves until PoC. */
interface NodeSnapshot {
  readonly models: string[];
  first: string | undefined;
  /** What its participant declares now. */
  live: HardwareNode | undefined;
}

function snapshotModels(subGroups: readonly EpochGroupData[]): ReadonlyNodeMap<NodeSnapshot> {
  const snapshots = new NodeMap<NodeSnapshot>();
  for (const { modelId, validationWeights } of subGroups) {
    for (const { memberAddress, mlNodes } of validationWeights) {
      for (const node of mlNodes) {
        const first = servesUntilPoC(node) ? modelId : undefined;
        const known = snapshots.get(memberAddress, node.nodeId);
        if (known === undefined) {
          snapshots.set(memberAddress, node.nodeId, { models: [modelId], first, live: undefined });
        } else {
          known.models.push(modelId);
          known.first = first ?? known.first;
        }
      }
    }
  }
  return snapshots;
}

function changeOf({ models, first, live }: NodeSnapshot, governanceModels: ReadonlySet<string>): string | undefined {
  if (live === undefined) return 'removed';
  if (live.status === HardwareNodeStatus.STOPPED) return 'stopped';
  if (live.status === HardwareNodeStatus.FAILED) return 'failed';
  let declared = 0;
  let nowFirst: string | undefined;
  for (const model of distinct(live.models)) {
    if (!governanceModels.has(model)) continue;
    if (!models.includes(model)) return 'models changed';
    nowFirst ??= model;
    declared += 1;
  }
  return declared === models.length && (first === undefined || first === nowFirst) ? undefined : 'models changed';
}

/** A sub-group's members after the draw: the nodes drawn serve through PoC. Cost: O(nodes). */
export function membersWithSlots(
  members: readonly ValidationWeight[],
  drawn: readonly NodeRef[],
): readonly ValidationWeight[] {
  const names = namesOf(drawn);
  return members.map((member) => {
    const own = names.of(member.memberAddress);
    return own.size === 0 ? member : { ...member, mlNodes: nodesWithSlots(member.mlNodes, own) };
  });
}

/** Participants after the draw for one model, at formation. Cost: O(nodes). */
export function participantsWithSlots(
  active: readonly ActiveParticipant[],
  modelId: string,
  drawn: readonly NodeRef[],
): readonly ActiveParticipant[] {
  const names = namesOf(drawn);
  return active.map((participant) => {
    const place = participant.models.indexOf(modelId);
    const own = names.of(participant.index);
    if (place < 0 || own.size === 0) return participant;
    const mlNodes = participant.mlNodes.map((list, i) =>
      i === place ? { mlNodes: nodesWithSlots(list.mlNodes, own) } : list,
    );
    return { ...participant, mlNodes };
  });
}

const namesOf = (drawn: readonly NodeRef[]): NodeMap<true> =>
  new NodeMap(drawn.map(({ participant, nodeId }) => [participant, nodeId, true]));

const nodesWithSlots = (nodes: readonly MLNodeInfo[], drawn: ReadonlyMap<string, true>): MLNodeInfo[] =>
  nodes.map((node) => (drawn.has(node.nodeId) ? withPocSlot(node) : node));
