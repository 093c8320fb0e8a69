import type { HardwareNode } from '../gen/inference/inference/hardware_node.js';
import { inferenceErrors, sdkErrors } from '../types/errors.js';
import { compareUtf8 } from '../util/bytes.js';
import { CodedError } from '../util/errors.js';

/** What a participant asks to change about his declared MLNodes. */
export interface HardwareDiff {
  readonly newOrModified: readonly HardwareNode[];
  readonly removed: readonly HardwareNode[];
}

/** A model that governance does not know, and the node that names it. */
export interface UnknownModel {
  readonly nodeId: string;
  readonly model: string;
}

/** Every unknown model of the diff, in the order of the nodes (seed 3, section 2); looked for as they are asked for. */
export function* unknownModels(
  nodes: readonly HardwareNode[],
  isKnown: (model: string) => boolean,
): IterableIterator<UnknownModel> {
  for (const { localId, models } of nodes) {
    for (const model of models) if (!isKnown(model)) yield { nodeId: localId, model };
  }
}

/** Refuses unknown models: 1134, which lists all of them, each with the node that names it (decisions, section 3). */
export function refuseUnknownModels(models: Iterable<UnknownModel>): void {
  const unknown = [...models];
  if (unknown.length === 0) return;
  const list = unknown.map(({ nodeId, model }) => `${JSON.stringify(model)} of node ${JSON.stringify(nodeId)}`);
  throw new CodedError(inferenceErrors.invalidModel, `not in the governance registry: ${list.join(', ')}`, {
    context: { unknown },
  });
}

/** The same as deployed, which names none: the first one ends the search. */
export function refuseUnknownModelsDeployed(models: Iterable<UnknownModel>): void {
  for (const _unknown of models) throw new CodedError(inferenceErrors.invalidModel);
}

/**
 * The list of nodes after a diff: removals first, changed nodes in place, new ones behind, so that the list stays in the
 * sequence in which nodes were added (decisions, section 3).
 *
 * @throws sdk 18 on an empty or repeated local id, and on the removal of a node that is not there
 */
export function applyHardwareDiff(before: readonly HardwareNode[], diff: HardwareDiff): HardwareNode[] {
  refuseBadIds('newOrModified', diff.newOrModified);
  refuseBadIds('removed', diff.removed);
  const nodes = new Map(before.map((node) => [node.localId, node]));
  for (const { localId } of diff.removed) {
    if (!nodes.delete(localId)) throw refusal(`removed: there is no node ${JSON.stringify(localId)}`);
  }
  for (const node of diff.newOrModified) nodes.set(node.localId, node);
  return [...nodes.values()];
}

/** The same as deployed: any ids, the last of equal ones wins, unknown removals are passed over, sorted by bytes of the id. */
export function applyHardwareDiffDeployed(before: readonly HardwareNode[], diff: HardwareDiff): HardwareNode[] {
  const nodes = new Map(before.map((node) => [node.localId, node]));
  for (const { localId } of diff.removed) nodes.delete(localId);
  for (const node of diff.newOrModified) nodes.set(node.localId, node);
  return [...nodes.values()].sort((a, b) => compareUtf8(a.localId, b.localId));
}

function refuseBadIds(field: string, nodes: readonly HardwareNode[]): void {
  const seen = new Set<string>();
  for (const { localId } of nodes) {
    if (localId === '') throw refusal(`${field}: a node has an empty local id`);
    if (seen.has(localId)) throw refusal(`${field}: node ${JSON.stringify(localId)} is named twice`);
    seen.add(localId);
  }
}

const refusal = (detail: string): CodedError => new CodedError(sdkErrors.invalidRequest, detail);
