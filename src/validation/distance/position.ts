/**
 * What is known of one position of an answer: the token that stands there, and the most likely tokens with their natural
 * log probabilities (seed 1, "Prover"). `candidates` and `logprobs` are of equal length and in the order of the record.
 */
export interface Position {
  readonly token: string;
  readonly candidates: readonly string[];
  readonly logprobs: readonly number[];
}

/** One answer of a model, or its repetition by a validator. */
export interface Answer {
  readonly text: string;
  readonly positions: readonly Position[];
}

/** A position from pairs, for example `position('a', [['a', -0.1], ['b', -2.5]])`. */
export const position = (token: string, top: readonly (readonly [string, number])[]): Position => ({
  token,
  candidates: top.map(([candidate]) => candidate),
  logprobs: top.map(([, logprob]) => logprob),
});

/** The same position with its `count` most likely candidates only, in the order in which they stood. */
export function topOf(full: Position, count: number): Position {
  if (full.candidates.length <= count) return full;
  const kept = full.logprobs
    .map((logprob, index) => ({ logprob, index }))
    .sort((a, b) => b.logprob - a.logprob || a.index - b.index)
    .slice(0, count)
    .sort((a, b) => a.index - b.index);
  return {
    token: full.token,
    candidates: kept.map(({ index }) => full.candidates[index]!),
    logprobs: kept.map(({ logprob }) => logprob),
  };
}

/** Where a candidate stands, or -1. Lists are short (3 to 20), so a scan beats a map; of equal names the last one counts. */
export function indexOfCandidate(candidates: readonly string[], token: string): number {
  for (let i = candidates.length - 1; i >= 0; i--) if (candidates[i] === token) return i;
  return -1;
}
