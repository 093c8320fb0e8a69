import { CodedError } from '../../util/errors.js';
import { type ComparedNonce, compareArtifacts } from '../../validation/poc/compareArtifacts.js';
import { pocRequest } from '../reference/vectorInput.js';
import type { WireArtifact } from '../wire.js';
import type { RunRecord } from './record.js';
import type { Run } from './run.js';

/** The distance of each nonce, which the service's verdict does not tell; or why there are none. */
export type Distances =
  | { readonly nonces: readonly ComparedNonce[]; readonly missing?: undefined }
  | { readonly nonces?: undefined; readonly missing: string };

const artifact = ({ nonce, vector_b64 }: WireArtifact) => ({ nonce: Number(nonce), vectorB64: vector_b64 });

/** Has the reference's vectors made once more, to compare them here. Only after a verdict. */
export async function measureDistances(run: Run, { plan, response }: RunRecord): Promise<Distances> {
  if (response === null) return { missing: 'there was no verdict' };
  const { artifacts, nonces, kDim } = plan.reference;
  const request = { ...pocRequest(plan.reference, plan.args.validation_batch_size), nonces };
  run.progress(`  waiting for ${nonces.length} vectors, to measure their distances`);
  const limits = { seconds: plan.args.validation_timeout, signal: run.signal };
  const answer = await run.client.makeVectors(request, limits);
  if (!answer.ok) return { missing: answer.failure.message };
  try {
    const made = answer.value.artifacts.map(artifact);
    return { nonces: compareArtifacts(made, artifacts.map(artifact), plan.statTest.values.dist_threshold, kDim) };
  } catch (error) {
    if (error instanceof CodedError) return { missing: error.message };
    throw error;
  }
}
