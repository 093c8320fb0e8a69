import { CodedError } from '../../util/errors.js';
import { mlnodeErrors } from '../errors.js';
import { readReference } from '../reference/readReference.js';
import { pocRequest, type VectorInput } from '../reference/vectorInput.js';
import { timestamp } from '../report/localTime.js';
import { listRepr } from '../report/pythonText.js';
import { prettyJson } from '../report/writeFiles.js';
import { phaseError, type Run } from '../validate/run.js';
import type { WireArtifact, WireEncoding } from '../wire.js';

/** What a reference is made of, by upstream's names. */
export interface ArtifactPlan extends VectorInput {
  /** Nonces 0 to this less one. */
  readonly numNonces: number;
  readonly batchSize: number;
  /** Seconds for all vectors. */
  readonly timeout: number;
  readonly distThreshold: number;
  readonly source: string;
  readonly additionalArgs: readonly string[];
  /** Written as `stat_test` when one of them is asked for. */
  readonly pMismatch?: number | undefined;
  readonly fraudThreshold?: number | undefined;
}

const mostMissing = 20;

/**
 * Has a trusted node make vectors, and puts them into a golden reference.
 *
 * @returns the file's text
 * @throws mlnode/23 (deployFailed), mlnode/26 (artifactsMissing), mlnode/3 (referenceInvalid) when they are no vectors,
 * mlnode/25 (interrupted), or the failure of a call
 */
export async function makeArtifact(run: Run, plan: ArtifactPlan): Promise<string> {
  const { client, signal, say } = run;
  const up = await client.upStatus({ signal });
  if (!up.ok) throw phaseError(up.failure);
  if (!up.value.is_running) {
    throw new CodedError(mlnodeErrors.deployFailed, `vLLM is not running at ${client.url}; deploy the model first`);
  }
  say(`MLNode:      ${client.url}`);
  say(`Model:       ${plan.model}`);
  say(`Nonces:      ${plan.numNonces} (0..${plan.numNonces - 1})`);
  say(`seq_len:     ${plan.seqLen}    k_dim: ${plan.kDim}    batch_size: ${plan.batchSize}`);
  say('Sending POST /inference/pow/generate (wait=true, no validation)...');
  run.progress(`  waiting for ${plan.numNonces} vectors`);
  const nonces = Array.from({ length: plan.numNonces }, (_, nonce) => nonce);
  const answer = await client.makeVectors(
    { ...pocRequest(plan, plan.batchSize), nonces },
    { seconds: plan.timeout, signal },
  );
  if (!answer.ok) throw phaseError(answer.failure, { as: 'text' });
  const { artifacts, encoding } = answer.value;
  const text = prettyJson(referenceJson(plan, allOf(nonces, artifacts), encoding, timestamp(run.clock.now())));
  if (nonces.length > 0) readReference(text, client.url);
  return text;
}

/** The vectors in order of nonce. @throws mlnode/26 (artifactsMissing) */
function allOf(nonces: readonly number[], artifacts: readonly WireArtifact[]): WireArtifact[] {
  const made = new Map(artifacts.map((artifact) => [artifact.nonce, artifact]));
  const missing = nonces.filter((nonce) => !made.has(nonce));
  if (missing.length === 0) return nonces.map((nonce) => made.get(nonce)!);
  const shown = listRepr(missing.slice(0, mostMissing)) + (missing.length > mostMissing ? ' ...' : '');
  throw new CodedError(
    mlnodeErrors.artifactsMissing,
    `server returned ${nonces.length - missing.length}/${nonces.length} artifacts; missing nonces: ${shown}`,
  );
}

function referenceJson(
  plan: ArtifactPlan,
  artifacts: readonly WireArtifact[],
  encoding: WireEncoding | undefined,
  generatedAt: string,
) {
  const { params, ...poc } = pocRequest(plan, null);
  const { pMismatch, fraudThreshold } = plan;
  const statTest = {
    ...(pMismatch !== undefined && { p_mismatch: pMismatch }),
    ...(fraudThreshold !== undefined && { fraud_threshold: fraudThreshold }),
  };
  return {
    ...params,
    ...poc,
    dist_threshold: plan.distThreshold,
    ...(Object.keys(statTest).length > 0 && { stat_test: statTest }),
    additional_args: plan.additionalArgs,
    source: plan.source,
    generated_at: generatedAt,
    encoding: encoding ?? { dtype: 'f16', k_dim: plan.kDim, endian: 'le' },
    artifacts,
  };
}
