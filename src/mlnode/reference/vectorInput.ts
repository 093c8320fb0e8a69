import type { PocRequest } from '../wire.js';

/** What vectors are made of: other ones come out when any of it differs. */
export interface VectorInput {
  readonly model: string;
  readonly seqLen: number;
  readonly kDim: number;
  readonly blockHash: string;
  readonly blockHeight: number;
  readonly publicKey: string;
  readonly nodeId: number;
  readonly nodeCount: number;
}

/** What every call for vectors begins with; null leaves the size of a batch to the node. */
export function pocRequest(input: VectorInput, batchSize: number | null): PocRequest {
  return {
    block_hash: input.blockHash,
    block_height: input.blockHeight,
    public_key: input.publicKey,
    node_id: input.nodeId,
    node_count: input.nodeCount,
    params: { model: input.model, seq_len: input.seqLen, k_dim: input.kDim },
    ...(batchSize !== null && { batch_size: batchSize }),
  };
}
