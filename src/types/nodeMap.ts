/** What is known of nodes by their names, to be read. */
export interface ReadonlyNodeMap<V> {
  readonly size: number;
  get(participant: string, nodeId: string): V | undefined;
  has(participant: string, nodeId: string): boolean;
  /** A participant's nodes. */
  of(participant: string): ReadonlyMap<string, V>;
  entries(): Iterable<readonly [participant: string, nodeId: string, value: V]>;
}

const none: ReadonlyMap<string, never> = new Map<string, never>();

/**
 * A map by node: ids are unique within a participant only. One map a participant, because joining both names into one text
 * would cost more than all that is done with it.
 */
export class NodeMap<V> implements ReadonlyNodeMap<V> {
  readonly #byParticipant = new Map<string, Map<string, V>>();
  /** Whose nodes were last asked for, and these nodes: rules go participant by participant. */
  #last: string | undefined;
  #lastNodes: Map<string, V> | undefined;
  #size = 0;

  constructor(entries: Iterable<readonly [participant: string, nodeId: string, value: V]> = []) {
    for (const [participant, nodeId, value] of entries) this.set(participant, nodeId, value);
  }

  get size(): number {
    return this.#size;
  }

  get(participant: string, nodeId: string): V | undefined {
    return this.#nodesOf(participant)?.get(nodeId);
  }

  has(participant: string, nodeId: string): boolean {
    return this.#nodesOf(participant)?.has(nodeId) ?? false;
  }

  set(participant: string, nodeId: string, value: V): void {
    let nodes = this.#nodesOf(participant);
    if (nodes === undefined) {
      nodes = new Map();
      this.#byParticipant.set(participant, nodes);
      this.#lastNodes = nodes;
    }
    const before = nodes.size;
    nodes.set(nodeId, value);
    this.#size += nodes.size - before;
  }

  of(participant: string): ReadonlyMap<string, V> {
    return this.#nodesOf(participant) ?? none;
  }

  #nodesOf(participant: string): Map<string, V> | undefined {
    if (participant !== this.#last) {
      this.#last = participant;
      this.#lastNodes = this.#byParticipant.get(participant);
    }
    return this.#lastNodes;
  }

  *entries(): Iterable<readonly [string, string, V]> {
    for (const [participant, nodes] of this.#byParticipant) {
      for (const [nodeId, value] of nodes) yield [participant, nodeId, value];
    }
  }
}
