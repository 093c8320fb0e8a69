import type { MLNodeInfo } from '../gen/inference/inference/epoch_group_data.js';
import type { HardwareNode } from '../gen/inference/inference/hardware_node.js';
import { CodedError, simErrors } from '../util/errors.js';
import { servesBeforePoC } from './timeslots.js';

/** What batches without a node id left behind, and over which nodes it is shared. */
export interface LegacyShare {
  /** Nodes of the participant; an entry with id "" holds the weight of batches without one. */
  readonly nodes: readonly MLNodeInfo[];
  /** Declared nodes, in list order. */
  readonly hardware: readonly HardwareNode[];
  /** Nodes that served inference through PoC, as they were. */
  readonly preserved: readonly MLNodeInfo[];
}

const isLegacy = ({ nodeId }: MLNodeInfo): boolean => nodeId === '';

/**
 * Shares the weight of batches without a node id evenly over the declared nodes that did not serve through PoC (decisions,
 * section 4): the remainder goes one by one to the first ones, and the sum is exactly the weight. Without such a node the
 * entry stays as it is, with the participant. Cost: O(nodes).
 */
export function legacyWeight({ nodes, hardware, preserved }: LegacyShare): readonly MLNodeInfo[] {
  const legacy = nodes.find(isLegacy);
  if (legacy === undefined) return nodes;
  const serving = new Set(preserved.map(({ nodeId }) => nodeId));
  const heirs = hardware.filter(({ localId }) => !serving.has(localId));
  if (heirs.length === 0) return nodes;

  const count = BigInt(heirs.length);
  const [even, remainder] = [legacy.pocWeight / count, legacy.pocWeight % count];
  const result = new NodeList(nodes.filter((node) => node !== legacy));
  heirs.forEach(({ localId }, i) => {
    const share = even + (BigInt(i) < remainder ? 1n : 0n);
    if (share > 0n) result.add(localId, share);
  });
  return result.nodes;
}

/**
 * The same as the deployed chain has it (reference, section 5.3): each of the first nodes gets the remainder's unit twice,
 * nodes that served get their former weight back, and only the first entry without an id is shared.
 *
 * @throws gonka-sim/25 when all declared nodes served: the chain would divide by zero
 */
export function legacyWeightA25({ nodes, hardware, preserved }: LegacyShare): readonly MLNodeInfo[] {
  const legacy = nodes.find(isLegacy);
  if (legacy === undefined || hardware.length === 0) return nodes;
  const serving = new Map(preserved.map((node) => [node.nodeId, node]));
  const heirs = BigInt(hardware.filter(({ localId }) => !serving.has(localId)).length);
  if (heirs === 0n) {
    throw new CodedError(simErrors.chainHalted, 'weight of batches without a node, but all nodes served through PoC');
  }

  const [even, remainder] = [legacy.pocWeight / heirs, legacy.pocWeight % heirs];
  const result = new NodeList(nodes.filter((node) => node !== legacy));
  let extras = 0n;
  for (const { localId } of hardware) {
    const former = serving.get(localId);
    if (former !== undefined) {
      if (former.pocWeight > 0n) result.restore(former);
    } else {
      const extra = extras < remainder ? 1n : 0n;
      extras += extra;
      if (even + extra > 0n) result.add(localId, even + 2n * extra);
    }
  }
  return result.nodes;
}

/** Nodes in order; new ones come last. Of two with one id the first is meant. */
class NodeList {
  readonly nodes: MLNodeInfo[];
  readonly #places = new Map<string, number>();

  constructor(nodes: readonly MLNodeInfo[]) {
    this.nodes = [...nodes];
    nodes.forEach(({ nodeId }, place) => {
      if (!this.#places.has(nodeId)) this.#places.set(nodeId, place);
    });
  }

  /** Adds weight to a node, which is new if it is not listed yet. */
  add(nodeId: string, weight: bigint): void {
    const node = this.#find(nodeId) ?? { nodeId, throughput: 0n, pocWeight: 0n, timeslotAllocation: servesBeforePoC };
    this.#put({ ...node, pocWeight: node.pocWeight + weight });
  }

  /** Gives a node the weight that it had. */
  restore(former: MLNodeInfo): void {
    this.#put({ ...(this.#find(former.nodeId) ?? former), pocWeight: former.pocWeight });
  }

  #find(nodeId: string): MLNodeInfo | undefined {
    const place = this.#places.get(nodeId);
    return place === undefined ? undefined : this.nodes[place];
  }

  #put(node: MLNodeInfo): void {
    const place = this.#places.get(node.nodeId) ?? this.nodes.length;
    this.#places.set(node.nodeId, place);
    this.nodes[place] = node;
  }
}
