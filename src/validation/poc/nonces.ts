/** Where a worker stands among those that share the nonces of a participant. */
export interface NonceShare {
  readonly nodeId: number;
  readonly nodeCount: number;
  readonly groupId: number;
  readonly nGroups: number;
}

/** The nonces of a worker, in order from the first one on: no two workers of a participant try the same one. */
export function* noncesOf({ nodeId, nodeCount, groupId, nGroups }: NonceShare): Generator<number, never> {
  for (let nonce = nodeId + groupId * nodeCount; ; nonce += nGroups * nodeCount) yield nonce;
}
