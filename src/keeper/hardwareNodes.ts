import type { HardwareNode, HardwareNodes } from '../gen/inference/inference/hardware_node.js';
import type { Keeper } from './keeper.js';
import { isValidGovernanceModel } from './models.js';

/** A declared MLNode and whose it is. */
export interface OwnedNode {
  readonly participant: string;
  readonly node: HardwareNode;
}

/** The MLNodes that a participant has declared; undefined when he never sent a diff. */
export function getHardwareNodes({ state }: Keeper, participant: string): HardwareNodes | undefined {
  return state.hardwareNodes.get(participant);
}

/** Every participant's declared MLNodes, by address text. Cost: O(participants). */
export function getAllHardwareNodes({ state }: Keeper): HardwareNodes[] {
  return [...state.hardwareNodes.values()];
}

export function setHardwareNodes({ state }: Keeper, nodes: HardwareNodes): void {
  state.hardwareNodes.set(nodes.participant, nodes);
}

/** Declared MLNodes that support a model, by participant and in their stored order (seed 3, section 2). Cost: O(all nodes). */
export function getNodesForModel(keeper: Keeper, modelId: string): OwnedNode[] {
  return getAllHardwareNodes(keeper).flatMap(({ participant, hardwareNodes }) =>
    hardwareNodes.filter((node) => node.models.includes(modelId)).map((node) => ({ participant, node })),
  );
}

/**
 * A participant's MLNodes without the models that governance does not know: a node may have been stored before one of its
 * models vanished (seed 3, section 2). Cost: O(nodes * models).
 */
export function getValidatedHardwareNodes(keeper: Keeper, participant: string): HardwareNode[] {
  const nodes = getHardwareNodes(keeper, participant)?.hardwareNodes ?? [];
  return nodes.map((node) => {
    const models = node.models.filter((id) => isValidGovernanceModel(keeper, id));
    return models.length === node.models.length ? node : { ...node, models };
  });
}
