import { CodedError } from '../../util/errors.js';
import { validationErrors } from '../errors.js';
import type { Artifact, ProofPosition, TopLogits } from './artifact.js';
import { runSeed } from './runSeed.js';
import type { Sampling } from './sampling.js';
import { contractVersion, samplingWeights } from './samplingWeights.js';
import { drawIndex, positionSeed } from './tape.js';

/** What a prover is asked for. */
export interface ProofRequest {
  readonly userSeed: bigint;
  /** Fresh for each answer. */
  readonly uuid: string;
  /** How many tokens are logged at each position; drawn is only among them. */
  readonly k: number;
  readonly sampling: Sampling;
}

/** A model: its logits after the tokens chosen so far, in any order, or undefined when the answer is complete. */
export type Model = (chosen: readonly string[]) => TopLogits | undefined;

/**
 * The prover of seed 1: asks the model, logs the k most likely tokens, and draws one of them with the seed of the run.
 *
 * top-k of the request is cut down to k, because nobody can replay a draw among tokens that are not logged.
 *
 * @throws seedInvalid and samplingInvalid for the request; proofInvalid when the model gives fewer than k tokens
 */
export function proveSequence(model: Model, { userSeed, uuid, k, sampling }: ProofRequest): Artifact {
  const seed = runSeed(userSeed, uuid);
  const bounded: Sampling = { ...sampling, topK: Math.min(sampling.topK ?? k, k) };
  const chosen: string[] = [];
  const positions: ProofPosition[] = [];
  for (let next = model(chosen); next !== undefined; next = model(chosen)) {
    const top = mostLikely(next, k, positions.length);
    const drawn = drawIndex(positionSeed(seed, positions.length), samplingWeights(top.logits, bounded));
    chosen.push(top.tokens[drawn]!);
    positions.push({ ...top, chosen: top.tokens[drawn]! });
  }
  return { seed, k, sampling: bounded, contract: contractVersion, origin: { userSeed, uuid }, positions };
}

function mostLikely({ tokens, logits }: TopLogits, k: number, position: number): TopLogits {
  if (tokens.length < k || logits.length !== tokens.length) {
    const detail = `position ${position}: ${tokens.length} tokens, ${logits.length} logits, wanted ${k} of each`;
    throw new CodedError(validationErrors.proofInvalid, detail);
  }
  const order = logits.map((_, index) => index).sort((a, b) => logits[b]! - logits[a]! || a - b);
  const kept = order.slice(0, k);
  return { tokens: kept.map((index) => tokens[index]!), logits: kept.map((index) => logits[index]!) };
}
