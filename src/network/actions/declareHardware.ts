import { type HardwareNode, HardwareNodeStatus } from '../../gen/inference/inference/hardware_node.js';
import { MsgSubmitHardwareDiff } from '../../gen/inference/inference/tx.js';
import type { Actor, Cast } from '../cast.js';
import { type OutgoingTx, packed } from '../chainClient.js';
import type { ChainView } from '../chainView.js';
import type { ScenarioNode } from '../scenarioSchema.js';

export const isDown = (node: ScenarioNode, height: bigint): boolean =>
  node.outages.some(({ from, until }) => BigInt(from) <= height && height < BigInt(until));

/** The node as its owner would declare it at a height: the scenario's, with the changes that have happened by then. */
export function declaredNode(cast: Cast, actor: Actor, node: ScenarioNode, height: bigint): HardwareNode {
  const change = cast.scenario.changes.findLast(
    (c) => c.participant === actor.role.name && c.node === node.id && BigInt(c.height) <= height,
  );
  return {
    localId: node.id,
    status: isDown(node, height) ? HardwareNodeStatus.FAILED : HardwareNodeStatus.INFERENCE,
    models: change?.models ?? node.models,
    hardware: Object.entries(node.hardware).map(([type, count]) => ({ type, count })),
    host: node.host,
    port: node.port,
  };
}

/**
 * Sends what differs between the nodes as they are and as the chain lists them. A node whose models governance does not
 * know stays out of the list, as an API node refuses to register it (seed 3, section 2).
 */
export function declareHardware(view: ChainView, cast: Cast, actor: Actor): OutgoingTx[] {
  const height = view.nextHeight;
  const listed = new Map(view.hardwareNodes(actor.address).map((node) => [node.localId, node]));
  const declared = actor.role.nodes
    .map((node) => declaredNode(cast, actor, node, height))
    .filter(({ models }) => models.every((model) => view.governanceModels.has(model)));
  const newOrModified = declared.filter((node) => !sameNode(node, listed.get(node.localId)));
  const removed = [...listed.values()].filter((node) => !declared.some(({ localId }) => localId === node.localId));
  if (newOrModified.length === 0 && removed.length === 0) return [];
  const diff = { creator: actor.address, newOrModified, removed };
  return [{ sender: actor.address, messages: [packed(MsgSubmitHardwareDiff, diff)] }];
}

const sameNode = (a: HardwareNode, b: HardwareNode | undefined): boolean =>
  b !== undefined &&
  a.status === b.status &&
  a.host === b.host &&
  a.port === b.port &&
  a.models.join('\n') === b.models.join('\n') &&
  a.hardware.length === b.hardware.length &&
  a.hardware.every(({ type, count }, i) => b.hardware[i]!.type === type && b.hardware[i]!.count === count);
