import type { MLNodeInfo } from '../gen/inference/inference/epoch_group_data.js';
import type { PoCBatch } from '../gen/inference/inference/pocbatch.js';
import { noncesOfEach } from '../types/storedBatch.js';
import { compareUtf8 } from '../util/bytes.js';
import { freshNonces } from './freshNonces.js';
import { groupBy } from './groupBy.js';
import { sumOf } from './sumOf.js';

/** Nonces that count for each node of a participant, by node id; "" stands for batches without one. */
export type NodeNonces = ReadonlyMap<string, bigint>;

/**
 * How many nonces count for each node (seed 3, section 5; decisions, section 4).
 *
 * A nonce counts once per participant, however often it is sent: for the node of the first batch that has it, in the order
 * given, which is that of the store's keys (participant, batch id). Cost: O(nonces).
 *
 * @param batches of one PoC
 * @returns by participant
 */
export function nodeShares(batches: readonly PoCBatch[]): ReadonlyMap<string, NodeNonces> {
  return countNonces(batches, (own) => freshNonces(noncesOfEach(own)));
}

/** The same as the deployed chain has it: every nonce of every batch counts (reference, section 4, step 4). */
export const nodeSharesA25 = (batches: readonly PoCBatch[]): ReadonlyMap<string, NodeNonces> =>
  countNonces(batches, (own) => noncesOfEach(own).map(({ length }) => length));

/** @param countsOf how many nonces count of each of a participant's batches */
function countNonces(
  batches: readonly PoCBatch[],
  countsOf: (own: readonly PoCBatch[]) => readonly number[],
): Map<string, NodeNonces> {
  const shares = new Map<string, NodeNonces>();
  for (const [participant, own] of groupBy(batches, participantOf))
    shares.set(participant, perNode(own, countsOf(own)));
  return shares;
}

const participantOf = ({ participantAddress }: PoCBatch): string => participantAddress;

function perNode(batches: readonly PoCBatch[], counts: readonly number[]): NodeNonces {
  const nodes = new Map<string, bigint>();
  batches.forEach(({ nodeId }, i) => {
    const count = BigInt(counts[i]!);
    const before = nodes.get(nodeId);
    nodes.set(nodeId, before === undefined ? count : before + count);
  });
  return nodes;
}

/** Weight that one node mined: `CalculateNodeWeight` of the seed. */
export function nodeWeight(batches: readonly PoCBatch[], participant: string, nodeId: string): bigint {
  return nodeShares(batches).get(participant)?.get(nodeId) ?? 0n;
}

/** Weight of all nodes that serve a model, each counted once: `CalculateModelPower` of the seed. */
export function modelPower(members: readonly { readonly mlNodes: readonly MLNodeInfo[] }[]): bigint {
  return members.reduce((sum, { mlNodes }) => sum + weightOfNodes(mlNodes), 0n);
}

/** Weight of distinct nodes: one that stands in the list twice counts the first time. */
export function weightOfNodes(nodes: readonly MLNodeInfo[]): bigint {
  const distinct = new Map<string, bigint>();
  for (const { nodeId, pocWeight } of nodes) if (!distinct.has(nodeId)) distinct.set(nodeId, pocWeight);
  return sumOf(distinct.values());
}

const noSlots: readonly boolean[] = [];

/** A participant's nonces as nodes without slots, by node id. */
export function nodesOfNonces(nonces: NodeNonces): MLNodeInfo[] {
  return [...nonces.keys()]
    .sort(compareUtf8)
    .map((nodeId) => ({ nodeId, throughput: 0n, pocWeight: nonces.get(nodeId)!, timeslotAllocation: noSlots }));
}
