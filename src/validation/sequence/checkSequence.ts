import type { Artifact } from './artifact.js';
import { faultOfForm } from './faultOfForm.js';
import type { ProofVerdict, Rejection, RejectReason, WeakReason } from './proofVerdict.js';
import { runSeed } from './runSeed.js';
import { contractVersion, samplingWeights } from './samplingWeights.js';
import { drawIndex, positionSeed } from './tape.js';
import { weightScale } from './weightScale.js';

export interface SequenceCheck {
  readonly result: ProofVerdict;
  /** log10 of the chance that tokens drawn from the same logits without the seed pass; 0 when nothing was replayed. */
  readonly log10Luck: number;
}

export interface SequenceOptions {
  /** The chance of passing by luck above which a pass proves nothing. Default 0.001. */
  readonly mostLuck?: number;
}

/**
 * The sequence check of seed 1, without a model: form, seed, then each token drawn again and compared.
 *
 * A mismatch is a rejection under any parameters. Without one, the artifact is accepted only if the replay could have
 * failed: not when temperature is 0, not when tokens that are not logged could be drawn, not when it is so short or so sure
 * of itself that luck would have done. Another contract version cannot be judged at all.
 * Cost: some 0.1 ms a position for k = 20.
 */
export function checkSequence(artifact: Artifact, { mostLuck = 0.001 }: SequenceOptions = {}): SequenceCheck {
  const fault = faultOfForm(artifact) ?? faultOfSeed(artifact);
  if (fault !== undefined) return { result: fault, log10Luck: 0 };
  const { contract, sampling } = artifact;
  if (contract !== contractVersion) return notProbative('otherContract');
  if (!hasBoundedSupport(artifact)) return notProbative('unboundedSupport');
  let log10Luck = 0;
  for (const [position, proof] of artifact.positions.entries()) {
    const weights = samplingWeights(proof.logits, sampling);
    const expected = proof.tokens[drawIndex(positionSeed(artifact.seed, position), weights)]!;
    if (expected !== proof.chosen) return { result: reject('sequence', expected, proof.chosen, position), log10Luck };
    log10Luck += Math.log10(luckOf(weights));
  }
  if (sampling.temperature === 0) return notProbative('greedy', log10Luck);
  if (log10Luck > Math.log10(mostLuck)) return notProbative('luck', log10Luck);
  return { result: { verdict: 'accept' }, log10Luck };
}

/** Whether only logged tokens could be drawn. */
export const hasBoundedSupport = ({ sampling: { topK }, k }: Pick<Artifact, 'sampling' | 'k'>): boolean =>
  topK !== undefined && topK <= k;

const notProbative = (reason: WeakReason, log10Luck = 0): SequenceCheck => ({
  result: { verdict: 'notProbative', reason },
  log10Luck,
});

function reject(reason: RejectReason, expected: string, got: string, position?: number): Rejection {
  return { verdict: 'reject', reason, expected, got, ...(position !== undefined && { position }) };
}

/** The chance that two draws from the same weights agree. */
const luckOf = (weights: readonly number[]): number =>
  weights.reduce((sum, weight) => sum + (weight / weightScale) ** 2, 0);

function faultOfSeed({ seed, origin }: Artifact): Rejection | undefined {
  if (origin === undefined) return undefined;
  const expected = runSeed(origin.userSeed, origin.uuid);
  return expected === seed ? undefined : reject('seed', expected, seed);
}
