import type { Artifact, ProofPosition } from './artifact.js';
import type { Rejection } from './proofVerdict.js';

/** What makes an artifact useless before anything is drawn: the first position that contradicts itself. */
export function faultOfForm({ positions, k }: Artifact): Rejection | undefined {
  for (const [position, proof] of positions.entries()) {
    const fault = faultOfPosition(proof, k);
    if (fault === undefined) continue;
    const [expected, got] = fault;
    return { verdict: 'reject', reason: 'malformed', position, expected, got };
  }
  return undefined;
}

/** What is expected of a position, and what is there instead. Cost: O(k). */
function faultOfPosition({ tokens, logits, chosen }: ProofPosition, k: number): [string, string] | undefined {
  if (tokens.length !== k) return [`${k} tokens`, `${tokens.length}`];
  if (logits.length !== k) return [`${k} logits`, `${logits.length}`];
  if (new Set(tokens).size !== k) return ['each token once', 'a token twice'];
  const odd = logits.find((logit) => !Number.isFinite(logit));
  if (odd !== undefined) return ['finite logits', String(odd)];
  const rise = logits.findIndex((logit, index) => index > 0 && logit > logits[index - 1]!);
  if (rise >= 0) return ['the greatest logit first', `${logits[rise]} after ${logits[rise - 1]}`];
  return tokens.includes(chosen) ? undefined : ['one of the logged tokens', chosen];
}
