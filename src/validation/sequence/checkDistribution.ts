import { CodedError } from '../../util/errors.js';
import { tokenDistance2 } from '../distance/tokenDistances.js';
import { validationErrors } from '../errors.js';
import type { TopLogits } from './artifact.js';

export interface DistributionCheck {
  /** D of seed 1: the mean over the positions. */
  readonly distance: number;
  /** Where the proof is furthest from the model. */
  readonly worst: number;
  readonly worstDistance: number;
}

/**
 * The distribution check of seed 1: how far the logged logits are from those of the validator's own model.
 *
 * Of a position: `token_distance2` of the two log softmaxes over the logged tokens, divided by their number, so that a
 * constant added to all logits changes nothing and D is on the scale of the validation thresholds.
 *
 * @throws proofInvalid when there are no positions, or another number of them
 */
export function checkDistribution(proof: readonly TopLogits[], model: readonly TopLogits[]): DistributionCheck {
  if (proof.length === 0 || proof.length !== model.length) {
    const detail = `the artifact has ${proof.length} positions, the model's side ${model.length}`;
    throw new CodedError(validationErrors.proofInvalid, detail);
  }
  let [sum, worst, worstDistance] = [0, 0, -1];
  for (const [position, logged] of proof.entries()) {
    const distance = positionDistance(logged, model[position]!);
    sum += distance;
    if (distance > worstDistance) [worst, worstDistance] = [position, distance];
  }
  return { distance: sum / proof.length, worst, worstDistance };
}

function positionDistance(logged: TopLogits, model: TopLogits): number {
  const known = model.tokens.map((_, index) => index).filter((index) => logged.tokens.includes(model.tokens[index]!));
  const same: TopLogits = {
    tokens: known.map((index) => model.tokens[index]!),
    logits: known.map((index) => model.logits[index]!),
  };
  return tokenDistance2(logSoftmax(logged), logSoftmax(same)).distance / logged.tokens.length;
}

function logSoftmax({ tokens, logits }: TopLogits) {
  const greatest = Math.max(...logits);
  const total = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - greatest), 0));
  return { token: '', candidates: tokens, logprobs: logits.map((logit) => logit - greatest - total) };
}
