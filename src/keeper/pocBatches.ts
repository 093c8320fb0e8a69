import { groupBy } from '../calculations/groupBy.js';
import type { PoCBatch } from '../gen/inference/inference/pocbatch.js';
import { getNodesForModel } from './hardwareNodes.js';
import type { Keeper } from './keeper.js';

/** Batches of the PoC that started at a height, by participant and batch id. Cost: O(batches). */
export function getPoCBatches({ state }: Keeper, pocStart: bigint): PoCBatch[] {
  return [...state.pocBatches.values({ prefix: [pocStart] })];
}

/** The same, for each participant who sent any. */
export function getPoCBatchesByParticipant(keeper: Keeper, pocStart: bigint): Map<string, PoCBatch[]> {
  return groupBy(getPoCBatches(keeper, pocStart), (batch) => batch.participantAddress);
}

/** Stores a batch; one with the same name of the same participant gives way to it. */
export function setPoCBatch({ state }: Keeper, batch: PoCBatch): void {
  state.pocBatches.set([batch.pocStageStartBlockHeight, batch.participantAddress, batch.batchId], batch);
}

/** Batches that one MLNode has mined (seed 3, section 5). Node ids are unique within a participant only. */
export function getPoCBatchesForNode(
  keeper: Keeper,
  pocStart: bigint,
  participant: string,
  nodeId: string,
): PoCBatch[] {
  const batches = keeper.state.pocBatches.values({ prefix: [pocStart, participant] });
  return [...batches].filter((batch) => batch.nodeId === nodeId);
}

/**
 * Batches of all MLNodes that declare a model (seed 3, section 5). A node that declares several counts for each of them.
 * Cost: O(declared nodes + batches).
 */
export function getPoCBatchesForModel(keeper: Keeper, pocStart: bigint, modelId: string): PoCBatch[] {
  const nodes = new Set(
    getNodesForModel(keeper, modelId).map(({ participant, node }) => nodeKey(participant, node.localId)),
  );
  return getPoCBatches(keeper, pocStart).filter((batch) => nodes.has(nodeKey(batch.participantAddress, batch.nodeId)));
}

/** PoC weight of a node's batches: its nonces, each counted once however often it was sent (decisions, section 4). */
export function calculateNodeWeight(batches: readonly PoCBatch[]): bigint {
  return BigInt(new Set(batches.flatMap((batch) => batch.nonces)).size);
}

/** PoC weight of all MLNodes that declare a model; a participant's nonces count once, whichever node sent them. */
export function calculateModelPower(keeper: Keeper, pocStart: bigint, modelId: string): bigint {
  const batches = groupBy(getPoCBatchesForModel(keeper, pocStart, modelId), (batch) => batch.participantAddress);
  let power = 0n;
  for (const own of batches.values()) power += calculateNodeWeight(own);
  return power;
}

/** Removes what a PoC has left behind: batches and verdicts. Cost: O(both). */
export function removePoCData({ state }: Keeper, pocStart: bigint): void {
  state.pocBatches.clear({ prefix: [pocStart] });
  state.pocValidations.clear({ prefix: [pocStart] });
}

const nodeKey = (participant: string, nodeId: string): string => `${participant}/${nodeId}`;
