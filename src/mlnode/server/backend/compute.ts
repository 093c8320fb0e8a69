import { CodedError } from '../../../util/errors.js';
import { fraudTest } from '../../../validation/poc/fraudTest.js';
import { isMismatch, l2Distance } from '../../../validation/poc/mismatch.js';
import { decodeVector } from '../../../validation/poc/vectorCodec.js';
import { HttpException, PythonException } from '../answer.js';
import { type Clock, late, within } from '../clock.js';
import type { GenerateBody } from '../pocBodies.js';
import type { PyInt } from '../python/pydantic.js';
import type { VectorJob } from '../vectors/vectorSource.js';
import type { Artifact, Engine } from './engine.js';

/** What a job comes to: its fields of the answer, and of the callback. */
export type JobResult =
  | { readonly artifacts: readonly Artifact[]; readonly encoding: object }
  | {
      readonly n_total: number;
      readonly n_mismatch: number;
      readonly mismatch_nonces: readonly PyInt[];
      readonly p_value: number;
      readonly fraud_detected: boolean;
    };

export const encodingOf = (kDim: PyInt): object => ({ dtype: 'f16', k_dim: kDim, endian: 'le' });

/** How long a batch of a job may wait and take, and what is raised then. */
export interface ChunkLimit {
  readonly milliseconds: number;
  exceeded(by: 'engine' | 'engine RPC', chunk: number): Error;
}

/** Raised when the job was dropped while it ran. */
export class Dropped extends Error {
  override readonly name = 'Dropped';
}

/**
 * Runs a job of `/generate`: the vectors of its nonces, or what a comparison with those received says.
 *
 * @throws HttpException, PythonException, Dropped
 */
export async function runJob(
  clock: Clock,
  engine: Engine,
  model: string,
  body: GenerateBody,
  limit: ChunkLimit,
  signal?: AbortSignal,
): Promise<JobResult> {
  const job = vectorJob(model, body);
  const artifacts: Artifact[] = [];
  for (const [chunk, nonces] of chunksOf(body.nonces, Number(body.batch_size)).entries()) {
    if (!(await engine.freeWithin(limit.milliseconds))) throw limit.exceeded('engine', chunk);
    const made = await within(clock, limit.milliseconds, engine.compute(job, nonces, signal));
    if (signal?.aborted === true) throw new Dropped();
    if (made === late) throw limit.exceeded('engine RPC', chunk);
    artifacts.push(...made);
  }
  return body.validation === null
    ? { artifacts, encoding: encodingOf(body.params.k_dim) }
    : validated(artifacts, body, body.validation.artifacts);
}

export const vectorJob = (
  model: string,
  { block_hash, public_key, params }: Pick<GenerateBody, 'block_hash' | 'public_key' | 'params'>,
): VectorJob => ({ model, blockHash: block_hash, publicKey: public_key, kDim: Number(params.k_dim) });

/** Batches as Python's ranges cut them: none for a negative size, a division by zero for zero. */
function chunksOf(nonces: readonly PyInt[], size: number): (readonly PyInt[])[] {
  if (size === 0) throw new PythonException('ZeroDivisionError', 'integer division or modulo by zero');
  if (size < 0) return [];
  return Array.from({ length: Math.ceil(nonces.length / size) }, (_, i) => nonces.slice(i * size, (i + 1) * size));
}

function validated(computed: readonly Artifact[], body: GenerateBody, received: readonly Artifact[]): JobResult {
  const { dist_threshold, p_mismatch, fraud_threshold } = body.stat_test ?? defaultStatTest;
  const kDim = Number(body.params.k_dim);
  const texts = new Map(received.map(({ nonce, vector_b64 }) => [nonce, vector_b64]));
  const mismatches = computed
    .filter(({ nonce, vector_b64 }) => differs(vector_b64, texts.get(nonce), kDim, dist_threshold))
    .map(({ nonce }) => nonce);
  const total = body.nonces.length;
  if (total > 0 && !(p_mismatch >= 0 && p_mismatch <= 1)) {
    throw new PythonException('ValueError', `p (${pythonFloat(p_mismatch)}) must be in range [0,1]`);
  }
  const { pValue, fraudDetected } = fraudTest(mismatches.length, total, {
    pMismatch: p_mismatch,
    fraudThreshold: fraud_threshold,
  });
  return {
    n_total: total,
    n_mismatch: mismatches.length,
    mismatch_nonces: mismatches,
    p_value: pValue,
    fraud_detected: fraudDetected,
  };
}

const defaultStatTest = { dist_threshold: 0.02, p_mismatch: 0.001, fraud_threshold: 0.01 };

function differs(ours: string, theirs: string | undefined, kDim: number, threshold: number): boolean {
  if (theirs === undefined || theirs === '') return false;
  const received = decoded(theirs);
  return received.length !== kDim || isMismatch(l2Distance(decodeVector(ours), received), threshold);
}

function decoded(text: string): Float32Array {
  try {
    return decodeVector(text);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    throw new PythonException('ValueError', error.message.replace(`: ${error.kind.text}`, ''));
  }
}

/** A float as Python prints it. */
export const pythonFloat = (value: number): string =>
  Number.isInteger(value) ? `${value}.0` : Number.isNaN(value) ? 'nan' : String(value);

/** Of a request that waits: 503, whatever took so long. */
export const waitLimit = (seconds: number): ChunkLimit => ({
  milliseconds: seconds * 1000,
  exceeded: () => new HttpException(503, `Timeout after ${pythonFloat(seconds)}s`),
});

/** Of a queued job, whose status tells the batch. */
export const jobLimit = (seconds: number): ChunkLimit => ({
  milliseconds: seconds * 1000,
  exceeded: (by, chunk) => new PythonException('TimeoutError', `Timeout waiting for ${by}: chunk ${chunk}`),
});
