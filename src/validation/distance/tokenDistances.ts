import { indexOfCandidate, type Position } from './position.js';

/** What one position adds to a distance. */
export interface TokenDistance {
  readonly distance: number;
  /** How many tokens were known to both sides. */
  readonly matches: number;
}

/** Half the Canberra distance of two numbers: 0 to 0.5 for log probabilities, 0 for two zeros. */
const halfCanberra = (a: number, b: number, epsilon: number): number =>
  Math.abs(a - b) / (epsilon + Math.abs(a) + Math.abs(b)) / 2;

/**
 * What an unknown token is taken for: as far below the least likely known one as the next one is above it.
 *
 * With a single known value the second least is taken to lie `alone` below it, not above. So the estimate is the known
 * value plus `alone`, more likely than the only known token: a quirk of both originals, kept.
 */
function unknownLogprob({ candidates, logprobs }: Position, alone: number): number {
  let [least, second, known] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0];
  for (let i = 0; i < logprobs.length; i++) {
    if (indexOfCandidate(candidates, candidates[i]!) !== i) continue; // a later entry of this name stands for it
    const value = logprobs[i]!;
    if (Number.isNaN(value)) return value;
    known++;
    if (value < least) [least, second] = [value, least];
    else if (value < second) second = value;
  }
  if (known === 1) second = least - alone;
  return least - (second - least);
}

/**
 * `token_distance2` of seed 1: half Canberra over the tokens of the inference side; tokens that only the validation side
 * knows are ignored, so it is not symmetric. An empty validation side counts 1 per token, twice the ordinary maximum.
 *
 * Equal to the original to the last bit, except for tokens that are decimal integers: JSON objects list those first, and
 * the sum may then differ in its last place.
 */
export function tokenDistance2(inference: Position, validation: Position): TokenDistance {
  const { candidates, logprobs } = inference;
  if (validation.logprobs.length === 0) return { distance: candidates.length, matches: 0 };
  let unknown: number | undefined;
  let [distance, matches] = [0, 0];
  for (let i = 0; i < candidates.length; i++) {
    const at = indexOfCandidate(validation.candidates, candidates[i]!);
    if (at >= 0) {
      matches++;
      distance += halfCanberra(logprobs[i]!, validation.logprobs[at]!, 1e-10);
    } else {
      unknown ??= unknownLogprob(validation, 1);
      distance += halfCanberra(logprobs[i]!, unknown, 1e-10);
    }
  }
  return { distance, matches };
}

/** `token_distance`, the oldest form: as the second, but a token that the validation side does not know is passed over. */
export function tokenDistanceEarly(inference: Position, validation: Position): TokenDistance {
  const { candidates, logprobs } = inference;
  let [distance, matches] = [0, 0];
  for (let i = 0; i < candidates.length; i++) {
    const at = indexOfCandidate(validation.candidates, candidates[i]!);
    if (at < 0) continue;
    matches++;
    distance += halfCanberra(logprobs[i]!, validation.logprobs[at]!, 1e-10);
  }
  return { distance, matches };
}

/**
 * The API node's form (reference, section 1.2): it goes through the tokens of the *validation* side and estimates unknown
 * ones from the original; epsilon is 1e-6. Undefined when either side is empty: the node gives up on such a position.
 */
export function tokenDistanceChain(original: Position, validation: Position): number | undefined {
  if (original.logprobs.length === 0 || validation.logprobs.length === 0) return undefined;
  let unknown: number | undefined;
  let distance = 0;
  for (let i = 0; i < validation.candidates.length; i++) {
    const at = indexOfCandidate(original.candidates, validation.candidates[i]!);
    if (at < 0) unknown ??= unknownLogprob(original, 100);
    distance += halfCanberra(validation.logprobs[i]!, at < 0 ? unknown! : original.logprobs[at]!, 1e-6);
  }
  return distance;
}

/**
 * Square root of the Jensen-Shannon divergence, in nats, of both sides' candidates made to sum to 1. Symmetric, from 0 to
 * sqrt(ln 2); one empty side counts as the maximum.
 */
export function tokenDistanceJs(inference: Position, validation: Position): TokenDistance {
  const p = shares(inference.logprobs);
  const q = shares(validation.logprobs);
  if (p.length === 0 || q.length === 0) {
    return { distance: p.length === q.length ? 0 : Math.sqrt(Math.LN2), matches: 0 };
  }
  let [divergence, matches] = [0, 0];
  for (let i = 0; i < p.length; i++) {
    const at = indexOfCandidate(validation.candidates, inference.candidates[i]!);
    if (at >= 0) matches++;
    const [a, b] = [p[i]!, at >= 0 ? q[at]! : 0];
    divergence += pulledApart(a, b) + pulledApart(b, a);
  }
  for (let i = 0; i < q.length; i++) {
    const known = indexOfCandidate(inference.candidates, validation.candidates[i]!) >= 0;
    if (!known) divergence += pulledApart(q[i]!, 0);
  }
  return { distance: Math.sqrt(Math.max(0, divergence) / 2), matches };
}

/** a · ln(a / mean of a and b). */
const pulledApart = (a: number, b: number): number => (a === 0 ? 0 : a * Math.log((2 * a) / (a + b)));

/** Probabilities made to sum to 1. */
function shares(logprobs: readonly number[]): number[] {
  const largest = Math.max(...logprobs);
  const weights = logprobs.map((logprob) => Math.exp(logprob - largest));
  let total = 0;
  for (const weight of weights) total += weight;
  return weights.map((weight) => weight / total);
}
