import { CodedError } from '../../util/errors.js';
import { validationErrors } from '../errors.js';
import type { Position } from './position.js';
import {
  type TokenDistance,
  tokenDistance2,
  tokenDistanceChain,
  tokenDistanceEarly,
  tokenDistanceJs,
} from './tokenDistances.js';

/** Two answers seen as one: how far apart, and which share of the logged tokens both sides knew. */
export interface Distance {
  readonly distance: number;
  /** Can exceed 1 when a later position holds more tokens than the first one. */
  readonly matchesRatio: number;
}

export type DistanceName = 'distance2' | 'chain' | 'early' | 'js';

/** A distance of two answers whose tokens are the same, position by position. */
type DistanceRule = (inference: readonly Position[], validation: readonly Position[]) => Distance;

/** The distances that exist upstream, by name (reference, section 1.2). */
export const distanceRules: Readonly<Record<DistanceName, DistanceRule>> = {
  distance2: (inference, validation) => {
    const { sum, matchesRatio, width } = summed(tokenDistance2, inference, validation);
    return { distance: (sum + 1) / (Math.max(100, inference.length) * width + 1), matchesRatio };
  },
  chain: (original, validation) => {
    const { distance } = chainDistance(original, validation);
    return { distance, matchesRatio: matchesOf(original, validation) };
  },
  early: (inference, validation) => {
    const { sum, matchesRatio, width } = summed(tokenDistanceEarly, inference, validation);
    return { distance: sum / (inference.length * width), matchesRatio };
  },
  js: (inference, validation) => {
    const { sum, matchesRatio } = summed(tokenDistanceJs, inference, validation);
    return { distance: sum / inference.length, matchesRatio };
  },
};

/** What a pair of answers turned out to be. Only like answers have a distance. */
export type Comparison =
  | ({ readonly kind: 'similarity'; readonly similarity: number } & Distance)
  | { readonly kind: 'differentLength'; readonly inference: number; readonly validation: number }
  | { readonly kind: 'differentTokens'; readonly position: number };

/**
 * Compares an answer with its validation (seed 1). Similarity is `max(0, 1 - distance)`. Cost: O(positions · k²), k small.
 *
 * @throws emptyResult when both have no tokens, or the first position holds no candidates: there is nothing to divide by
 */
export function compareAnswers(
  inference: readonly Position[],
  validation: readonly Position[],
  name: DistanceName = 'distance2',
): Comparison {
  if (inference.length !== validation.length) {
    return { kind: 'differentLength', inference: inference.length, validation: validation.length };
  }
  const other = inference.findIndex(({ token }, i) => token !== validation[i]!.token);
  if (other >= 0) return { kind: 'differentTokens', position: other };
  const distance = distanceRules[name](inference, validation);
  return { kind: 'similarity', similarity: similarityOf(distance.distance), ...distance };
}

/** `max(0, 1 - distance)`; NaN stays NaN, as in the API node. */
export const similarityOf = (distance: number): number => Math.max(0, 1 - distance);

/**
 * `distance2` of seed 1, exactly: (-1, -1) for answers of other length or with another token.
 *
 * Otherwise `(sum + 1) / (max(100, N) · K + 1)` for N positions and K tokens at the first one. So two equal short answers
 * are 1 / (100 K + 1) apart, and errors of an answer below 100 tokens count as if it had 100.
 *
 * @throws emptyResult as `compareAnswers`; the original ends with an IndexError
 */
export function distance2(inference: readonly Position[], validation: readonly Position[]): Distance {
  const comparison = compareAnswers(inference, validation);
  if (comparison.kind !== 'similarity') return { distance: -1, matchesRatio: -1 };
  return { distance: comparison.distance, matchesRatio: comparison.matchesRatio };
}

/** The API node's distance, and the distance of each position before it is divided. */
export interface ChainDistance {
  /** Infinite when a position is empty on either side. NaN when a log probability is NaN or infinite. */
  readonly distance: number;
  /** Up to the first empty position. */
  readonly positions: readonly number[];
}

/**
 * The distance of the API node: `total / (max(100, N) · K)`, K from the first original position.
 *
 * @throws emptyResult without positions, where the node panics
 */
export function chainDistance(original: readonly Position[], validation: readonly Position[]): ChainDistance {
  const first = original[0];
  if (first === undefined) throw new CodedError(validationErrors.emptyResult);
  const positions: number[] = [];
  let total = 0;
  for (let i = 0; i < original.length; i++) {
    const distance = tokenDistanceChain(original[i]!, validation[i]!);
    if (distance === undefined) return { distance: Number.POSITIVE_INFINITY, positions };
    positions.push(distance);
    total += distance;
  }
  return { distance: total / (Math.max(100, original.length) * first.logprobs.length), positions };
}

/** What the API node writes into `MsgValidation.value`: the similarity, and 1 for answers of other length or tokens. */
export const chainMessageValue = (comparison: Comparison): number =>
  comparison.kind === 'similarity' ? comparison.similarity : 1;

/** What the API node calls successful in its log; the message does not depend on it. */
export const chainSuccessful = (comparison: Comparison): boolean =>
  comparison.kind === 'similarity' && comparison.similarity > 0.99;

/** The share of the original's tokens that the validation side knows; 0 when the first position holds none. */
function matchesOf(original: readonly Position[], validation: readonly Position[]): number {
  const width = original[0]!.candidates.length;
  return width === 0 ? 0 : summed(tokenDistanceEarly, original, validation).matchesRatio;
}

type TokenRule = (inference: Position, validation: Position) => TokenDistance;

function summed(rule: TokenRule, inference: readonly Position[], validation: readonly Position[]) {
  const width = inference[0]?.candidates.length ?? 0;
  if (width === 0) {
    const what = inference.length === 0 ? 'no positions' : 'the first position holds no candidates';
    throw new CodedError(validationErrors.emptyResult, what);
  }
  let [sum, matches] = [0, 0];
  for (let i = 0; i < inference.length; i++) {
    const one = rule(inference[i]!, validation[i]!);
    sum += one.distance;
    matches += one.matches;
  }
  return { sum, matchesRatio: matches / (inference.length * width), width };
}
