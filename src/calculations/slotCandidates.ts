import type { ActiveParticipant } from '../gen/inference/inference/activeparticipants.js';
import type { EpochGroupData, ValidationWeight } from '../gen/inference/inference/epoch_group_data.js';
import { type HardwareNode, HardwareNodeStatus, type HardwareNodes } from '../gen/inference/inference/hardware_node.js';
import type { Model } from '../gen/inference/inference/model.js';
import type { NodeRef, SlotAllocationInput, SlotNode } from '../types/strategies.js';
import { ceilDiv, mulInt64 } from '../util/int.js';
import { sumOf } from './sumOf.js';
import { servesUntilPoC, withPocSlot } from './timeslots.js';

/** What the inputs of both moments have in common. */
interface DrawFacts {
  readonly epochIndex: bigint;
  readonly previousAppHash: Uint8Array;
  /** Part of a model's throughput that should be served through PoC, in 1/10000. */
  readonly fractionBasisPoints: number;
  /** Nodes that were chosen for other models, by `nodeKey`, with the model. */
  readonly taken: ReadonlyMap<string, string>;
}

/** The epoch in effect, against what its participants declare now. */
export interface EpochSnapshot {
  readonly rootGroup: EpochGroupData;
  readonly subGroups: readonly EpochGroupData[];
  readonly hardwareNodes: ReadonlyMap<string, HardwareNodes>;
  /** Ids that governance knows now. */
  readonly governanceModels: ReadonlySet<string>;
}

/** Names a node in maps: ids are unique within a participant only. */
export const nodeKey = ({ participant, nodeId }: NodeRef): string => `${participant}/${nodeId}`;

/**
 * Candidates of one model in the block before PoC starts (decisions, section 5): the sub-group's nodes. Excluded is a node
 * that serves another model, and one whose change is pending: it is gone, stopped or failed, or declares other models than
 * the epoch snapshotted. Cost: O(nodes of all sub-groups) once for `pendingChanges`, then O(nodes of this one).
 */
export function slotCandidatesBeforePoC(
  subGroup: EpochGroupData,
  snapshot: EpochSnapshot,
  changes: ReadonlyMap<string, string>,
  facts: DrawFacts,
): SlotAllocationInput {
  const weights = new Map(snapshot.rootGroup.validationWeights.map((member) => [member.memberAddress, member.weight]));
  const participants = subGroup.validationWeights.map(({ memberAddress, mlNodes }) => ({
    address: memberAddress,
    weight: weights.get(memberAddress) ?? 0n,
    nodes: mlNodes.map(({ nodeId, throughput, pocWeight }) =>
      candidate({ participant: memberAddress, nodeId }, { throughput, pocWeight }, { changes, ...facts }),
    ),
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
    const candidates = nodes.map(({ nodeId, pocWeight }) => {
      const throughput = mulInt64(pocWeight, model.throughputPerNonce, 'throughput');
      return candidate({ participant: index, nodeId }, { throughput, pocWeight }, facts);
    });
    return [{ address: index, weight, nodes: candidates }];
  });
  return withTarget(model.id, participants, facts);
}

function candidate(
  ref: NodeRef,
  numbers: Pick<SlotNode, 'throughput' | 'pocWeight'>,
  { taken, changes }: Pick<DrawFacts, 'taken'> & { readonly changes?: ReadonlyMap<string, string> },
): SlotNode {
  const model = taken.get(nodeKey(ref));
  const excluded = model === undefined ? changes?.get(nodeKey(ref)) : `serves ${model}`;
  return { nodeId: ref.nodeId, ...numbers, ...(excluded === undefined ? {} : { excluded }) };
}

function withTarget(
  modelId: string,
  participants: SlotAllocationInput['participants'],
  { epochIndex, previousAppHash, fractionBasisPoints }: DrawFacts,
): SlotAllocationInput {
  const totalThroughput = sumOf(participants.flatMap(({ nodes }) => nodes.map((node) => node.throughput)));
  const targetThroughput = ceilDiv(totalThroughput * BigInt(fractionBasisPoints), 10_000n);
  return { modelId, epochIndex, previousAppHash, participants, totalThroughput, targetThroughput };
}

/**
 * Nodes whose change is pending until the next formation, with the reason, by `nodeKey` (seed 3, section 7.3: MLNodes with
 * pending model changes are excluded). Cost: O(nodes of all sub-groups).
 */
export function pendingChanges({
  subGroups,
  hardwareNodes,
  governanceModels,
}: EpochSnapshot): ReadonlyMap<string, string> {
  const snapshots = snapshotModels(subGroups);
  const live = new Map<string, HardwareNode>();
  for (const [participant, { hardwareNodes: nodes }] of hardwareNodes) {
    for (const node of nodes) live.set(nodeKey({ participant, nodeId: node.localId }), node);
  }
  const changes = new Map<string, string>();
  for (const [key, snapshot] of snapshots) {
    const reason = changeOf(snapshot, live.get(key), governanceModels);
    if (reason !== undefined) changes.set(key, reason);
  }
  return changes;
}

/** Models of a node as the epoch has them; the first one is that which it serves until PoC. */
interface NodeSnapshot {
  readonly models: Set<string>;
  first: string | undefined;
}

function snapshotModels(subGroups: readonly EpochGroupData[]): ReadonlyMap<string, NodeSnapshot> {
  const snapshots = new Map<string, NodeSnapshot>();
  for (const { modelId, validationWeights } of subGroups) {
    for (const { memberAddress, mlNodes } of validationWeights) {
      for (const node of mlNodes) {
        const key = nodeKey({ participant: memberAddress, nodeId: node.nodeId });
        const snapshot = snapshots.get(key) ?? { models: new Set(), first: undefined };
        snapshot.models.add(modelId);
        if (servesUntilPoC(node)) snapshot.first = modelId;
        snapshots.set(key, snapshot);
      }
    }
  }
  return snapshots;
}

function changeOf(
  { models, first }: NodeSnapshot,
  live: HardwareNode | undefined,
  governanceModels: ReadonlySet<string>,
): string | undefined {
  if (live === undefined) return 'removed';
  if (live.status === HardwareNodeStatus.STOPPED) return 'stopped';
  if (live.status === HardwareNodeStatus.FAILED) return 'failed';
  const declared = new Set(live.models.filter((model) => governanceModels.has(model)));
  const same = declared.size === models.size && [...declared].every((model) => models.has(model));
  const [nowFirst] = declared;
  return same && (first === undefined || first === nowFirst) ? undefined : 'models changed';
}

/** A sub-group's members after the draw: the nodes drawn serve through PoC. Cost: O(nodes). */
export function membersWithSlots(
  members: readonly ValidationWeight[],
  drawn: readonly NodeRef[],
): readonly ValidationWeight[] {
  const keys = new Set(drawn.map(nodeKey));
  return members.map((member) => ({
    ...member,
    mlNodes: member.mlNodes.map((node) =>
      keys.has(nodeKey({ participant: member.memberAddress, nodeId: node.nodeId })) ? withPocSlot(node) : node,
    ),
  }));
}

/** Participants after the draw for one model, at formation. Cost: O(nodes). */
export function participantsWithSlots(
  active: readonly ActiveParticipant[],
  modelId: string,
  drawn: readonly NodeRef[],
): readonly ActiveParticipant[] {
  const keys = new Set(drawn.map(nodeKey));
  return active.map((participant) => {
    const place = participant.models.indexOf(modelId);
    if (place < 0) return participant;
    const mlNodes = participant.mlNodes.map((list, i) => {
      if (i !== place) return list;
      const isDrawn = (nodeId: string) => keys.has(nodeKey({ participant: participant.index, nodeId }));
      return { mlNodes: list.mlNodes.map((node) => (isDrawn(node.nodeId) ? withPocSlot(node) : node)) };
    });
    return { ...participant, mlNodes };
  });
}
