import type { SkippedNode, SlotSelection } from '../gen/inference/inference/slot_selection.js';
import { NodeMap } from '../types/nodeMap.js';
import type { NodeRef, SlotAllocation, SlotAllocationInput, SlotDraw, SlotNode } from '../types/strategies.js';
import { GoRand, seedFromText } from '../util/goRand.js';
import { type Random, seededRandom, seedText } from '../util/seededRandom.js';
import { sumOf } from './sumOf.js';
import { WeightedUrn } from './weightedUrn.js';

/**
 * Draws the nodes that keep serving a model through PoC until they reach the target throughput (seed 3, section 7.3;
 * decisions, section 5).
 *
 * Participants are drawn with probability proportional to their weight, among those that still have an eligible node; each
 * draw takes the participant's next one in list order. The last node may overshoot the target.
 * Cost: O(nodes + draws · log participants).
 */
export const slotSelection: SlotAllocation = ({ participants, targetThroughput }, random) => {
  const skipped: SkippedNode[] = [];
  const queues = participants.map(({ address, weight, nodes }) => {
    const eligible: SlotNode[] = [];
    for (const node of nodes) {
      const reason = ineligibility(node) ?? (weight <= 0n ? 'its participant has no weight' : undefined);
      if (reason === undefined) eligible.push(node);
      else skipped.push({ participant: address, nodeId: node.nodeId, reason });
    }
    return { address, eligible, next: 0 };
  });
  const urn = new WeightedUrn(participants.map(({ weight }, i) => (queues[i]!.eligible.length > 0 ? weight : 0n)));

  const drawn: NodeRef[] = [];
  let reached = 0n;
  while (reached < targetThroughput && !urn.isEmpty) {
    const index = urn.draw(random);
    const queue = queues[index]!;
    const node = queue.eligible[queue.next++]!;
    drawn.push({ participant: queue.address, nodeId: node.nodeId });
    reached += node.throughput;
    if (queue.next === queue.eligible.length) urn.remove(index);
  }
  const reason = `not needed: ${reached} of ${targetThroughput} are reached`;
  const spare = queues.flatMap(({ address, eligible, next }) =>
    eligible.slice(next).map(({ nodeId }) => ({ participant: address, nodeId, reason })),
  );
  return { drawn, skipped: [...skipped, ...spare] };
};

const ineligibility = ({ excluded, throughput }: SlotNode): string | undefined =>
  excluded ?? (throughput <= 0n ? 'no throughput' : undefined);

/**
 * The deployed chain's rule, at formation (reference, section 5.1): of each participant's n nodes, `floor(n/2)`, by a
 * shuffle whose seed names epoch, participant and model. Cost: O(nodes), and one random source per participant.
 */
export const slotSelectionA25: SlotAllocation = ({ participants, epochIndex, modelId }) => {
  const shuffled = participants.map(({ address, nodes }) => {
    if (nodes.length < 2) return { address, nodes, half: 0 };
    const random = new GoRand(seedFromText(`${epochIndex}_${address}_${modelId}`));
    return { address, nodes: random.shuffled(nodes), half: nodes.length >> 1 };
  });
  const reason = 'the other half serves';
  return {
    drawn: shuffled.flatMap(({ address, nodes, half }) =>
      nodes.slice(0, half).map(({ nodeId }) => ({ participant: address, nodeId })),
    ),
    skipped: shuffled.flatMap(({ address, nodes, half }) =>
      nodes.slice(half).map(({ nodeId }) => ({ participant: address, nodeId, reason })),
    ),
  };
};

/** What a draw is remembered by, so that every choice can be explained afterwards. Cost: O(nodes). */
export function slotSelectionRecord(input: SlotAllocationInput, { drawn, skipped }: SlotDraw): SlotSelection {
  const nodes = drawn.map(({ participant, nodeId }) => ({ participant, nodeId, throughput: 0n }));
  const nodeOf = new NodeMap<(typeof nodes)[number]>();
  for (const node of nodes) nodeOf.set(node.participant, node.nodeId, node);
  for (const participant of input.participants) {
    const own = nodeOf.of(participant.address);
    if (own.size === 0) continue;
    for (const { nodeId, throughput } of participant.nodes) {
      const node = own.get(nodeId);
      if (node !== undefined) node.throughput = throughput;
    }
  }
  return {
    epochIndex: input.epochIndex,
    modelId: input.modelId,
    targetThroughput: input.targetThroughput,
    selectedThroughput: sumOf(nodes.map(({ throughput }) => throughput)),
    drawn: nodes,
    skipped: skipped ?? [],
  };
}

/** The random source that a slot rule is given: seeded with the model, the epoch and the previous block's app hash. */
export const slotRandom = ({ modelId, epochIndex, previousAppHash }: SlotAllocationInput): Random =>
  seededRandom(seedText({ what: `poc_slots:${modelId}`, epoch: epochIndex, appHash: previousAppHash }));
