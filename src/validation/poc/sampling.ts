import { CodedError } from '../../util/errors.js';
import { GoRand, seedFromText } from '../../util/goRand.js';
import { validationErrors } from '../errors.js';

/** A participant's nonces of a PoC with their distances, as the API node hands them to an ML node (deployed chain, PoC v1). */
export interface ProofBatch {
  readonly publicKey: string;
  readonly blockHash: string;
  readonly blockHeight: bigint;
  readonly nonces: readonly number[];
  readonly dist: readonly number[];
  readonly nodeId: number;
}

/**
 * Which `n` of `total` nonces a validator checks: drawn from its public key, the hash and the height of the PoC's start, so
 * that others can say what it had to check, and it cannot choose (vectors: apinode/poc_validation_sampling). All of them,
 * in order, when there are not more.
 *
 * @throws validation/6 (parameterInvalid) for a negative number; the deployed node panics
 */
export function sampleIndices(
  publicKey: string,
  blockHash: string,
  blockHeight: bigint,
  n: number,
  total: number,
): number[] {
  if (n < 0) throw new CodedError(validationErrors.parameterInvalid, `a sample of ${n} nonces`);
  if (n >= total) return Array.from({ length: total }, (_, i) => i);
  return new GoRand(seedFromText(`${publicKey}:${blockHash}:${blockHeight}`)).perm(total).slice(0, n);
}

/**
 * The part of a batch that a validator sends to its ML node. A sample loses the node's number, a whole batch keeps it.
 *
 * @throws validation/22 (artifactsInvalid) when a sampled nonce has no distance; the deployed node panics
 */
export function sampleBatch(batch: ProofBatch, validatorPublicKey: string, n: number): ProofBatch {
  const { nonces, dist } = batch;
  if (n >= nonces.length) return batch;
  const indices = sampleIndices(validatorPublicKey, batch.blockHash, batch.blockHeight, n, nonces.length);
  const missing = indices.find((index) => index >= dist.length);
  if (missing !== undefined) {
    throw new CodedError(
      validationErrors.artifactsInvalid,
      `index out of range [${missing}] with length ${dist.length}`,
    );
  }
  return { ...batch, nonces: indices.map((i) => nonces[i]!), dist: indices.map((i) => dist[i]!), nodeId: 0 };
}

/** The nonces that a validator checks of each participant when the chain's parameter says 0. */
export const defaultSampleSize = 200;

/** What a participant handed in during a PoC, batch by batch. */
export interface ReceivedBatches {
  readonly hexPublicKey: string;
  readonly batches: readonly Pick<ProofBatch, 'nonces' | 'dist'>[];
}

/** A participant's batches as one, in order. */
export const joinBatches = (
  { hexPublicKey, batches }: ReceivedBatches,
  blockHash: string,
  blockHeight: bigint,
): ProofBatch => ({
  publicKey: hexPublicKey,
  blockHash,
  blockHeight,
  nonces: batches.flatMap(({ nonces }) => nonces),
  dist: batches.flatMap(({ dist }) => dist),
  nodeId: 0,
});

const attempts = 5;

/**
 * Sends every batch to one of `nodes` nodes: they take turns call by call, also after a failure, and a batch is given up
 * after five.
 *
 * @param send  true when the node took the batch; its number counts from 0
 */
export function sendInTurns(
  batches: readonly ProofBatch[],
  nodes: number,
  send: (batch: ProofBatch, node: number) => boolean,
): void {
  if (nodes === 0) return;
  let turn = 0;
  for (const batch of batches) {
    for (let attempt = 0; attempt < attempts; attempt++) if (send(batch, turn++ % nodes)) break;
  }
}

/** Body of `init/generate` and `init/validate` as the deployed API node sends it; only the fields of `start` vary. */
export const initBody = (start: {
  readonly blockHash: string;
  readonly blockHeight: bigint;
  readonly publicKey: string;
  readonly nodeNumber: number;
  readonly totalNodes: number;
  readonly callbackUrl: string;
}) =>
  ({
    block_hash: start.blockHash,
    block_height: Number(start.blockHeight),
    public_key: start.publicKey,
    batch_size: 100,
    r_target: 1.4013564660458173,
    fraud_threshold: 1e-7,
    params: deployedModel,
    node_id: start.nodeNumber,
    node_count: start.totalNodes,
    url: start.callbackUrl,
  }) as const;

/** The model of PoC v1. */
const deployedModel = {
  dim: 1792,
  n_layers: 64,
  n_heads: 64,
  n_kv_heads: 64,
  vocab_size: 8196,
  ffn_dim_multiplier: 10,
  multiple_of: 8192,
  norm_eps: 1e-5,
  rope_theta: 10000,
  use_scaled_rope: false,
  seq_len: 256,
} as const;
