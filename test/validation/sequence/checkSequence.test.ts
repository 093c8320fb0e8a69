import { describe, expect, it } from 'vitest';
import { type Artifact, checkSequence, type ProofPosition, verifyArtifact } from '../../../src/validation/index.js';
import { honestArtifact, randomLogits } from './artifacts.js';

const honest = honestArtifact(60);

/** The artifact with one position changed. */
const withPosition = (position: number, change: Partial<ProofPosition>): Artifact => ({
  ...honest,
  positions: honest.positions.map((proof, i) => (i === position ? { ...proof, ...change } : proof)),
});

const other = (proof: ProofPosition): string => proof.tokens.find((token) => token !== proof.chosen)!;
const swapped = <T>([first, second, ...rest]: readonly T[]): T[] => [second!, first!, ...rest];

describe('the sequence check', () => {
  it('accepts what was drawn with its seed', () => {
    const { result, log10Luck } = checkSequence(honest);
    expect(result).toEqual({ verdict: 'accept' });
    expect(log10Luck).toBeLessThan(-20);
  });

  it('names the first token that was not drawn, and the one that should stand there', () => {
    const proof = honest.positions[17]!;
    expect(checkSequence(withPosition(17, { chosen: other(proof) })).result).toEqual({
      verdict: 'reject',
      reason: 'sequence',
      position: 17,
      expected: proof.chosen,
      got: other(proof),
    });
  });

  it('sees another seed, and a seed that is not of its origin', () => {
    const uuid = 'another';
    const { origin, ...unbound } = honest;
    expect(checkSequence({ ...unbound, seed: '0x00' }).result).toMatchObject({ verdict: 'reject', reason: 'sequence' });
    expect(checkSequence({ ...honest, origin: { ...origin!, uuid } }).result).toMatchObject({
      verdict: 'reject',
      reason: 'seed',
    });
  });

  const top = honest.positions[3]!;
  it.each<[string, Partial<ProofPosition>]>([
    ['a token too few', { tokens: top.tokens.slice(1) }],
    ['a logit too few', { logits: top.logits.slice(1) }],
    ['a token twice', { tokens: [top.tokens[1]!, ...top.tokens.slice(1)] }],
    ['a logit that is not a number', { logits: [Number.NaN, ...top.logits.slice(1)] }],
    ['logits that rise', { logits: swapped(top.logits) }],
    ['a chosen token that is not logged', { chosen: 'zebra' }],
  ])('rejects %s as malformed', (_, change) => {
    expect(checkSequence(withPosition(3, change)).result).toMatchObject({
      verdict: 'reject',
      reason: 'malformed',
      position: 3,
    });
  });

  it.each<[string, Artifact, string]>([
    ['temperature 0', honestArtifact(60, 1, 0), 'greedy'],
    ['another contract', { ...honest, contract: '2.0.0' }, 'otherContract'],
    ['no top_k', { ...honest, sampling: { ...honest.sampling, topK: undefined } }, 'unboundedSupport'],
    ['top_k beyond k', { ...honest, sampling: { ...honest.sampling, topK: 21 } }, 'unboundedSupport'],
    ['two tokens', { ...honest, positions: honest.positions.slice(0, 2) }, 'luck'],
    ['no tokens', { ...honest, positions: [] }, 'luck'],
  ])('does not call %s a pass', (_, artifact, reason) => {
    expect(checkSequence(artifact).result).toEqual({ verdict: 'notProbative', reason });
  });

  it('rejects a greedy answer that is not greedy', () => {
    const greedy = honestArtifact(9, 1, 0);
    const positions = greedy.positions.map((proof, i) => (i === 8 ? { ...proof, chosen: proof.tokens[1]! } : proof));
    expect(checkSequence({ ...greedy, positions }).result).toMatchObject({ reason: 'sequence', position: 8 });
  });

  it('finds a pre-filled answer within a few tokens', () => {
    // The tokens are those of a cheaper model under the same seed; the proof is the full model's.
    const cheap = honestArtifact(60, 2);
    const positions = honest.positions.map((proof, i) => {
      const { chosen } = cheap.positions[i]!;
      return { ...proof, chosen: proof.tokens.includes(chosen) ? chosen : proof.tokens[0]! };
    });
    const { result } = checkSequence({ ...honest, positions });
    expect(result).toMatchObject({ verdict: 'reject', reason: 'sequence' });
    expect((result as { position: number }).position).toBeLessThan(10);
  });
});

describe('both checks', () => {
  const own = randomLogits(1, 60);
  const noisy = randomLogits(1, 60).map(({ tokens, logits }, i) => ({
    tokens,
    logits: logits.map((logit, k) => logit + 0.01 * Math.sin(i + k)),
  }));

  it('accept the model itself and one that rounds otherwise', () => {
    const same = verifyArtifact(honest, { logits: own, epsilon: 0.01 });
    expect(same.result).toEqual({ verdict: 'accept' });
    expect(same.distribution!.distance).toBeLessThan(1e-9);
    const near = verifyArtifact(honest, { logits: noisy, epsilon: 0.01 });
    expect(near.result).toEqual({ verdict: 'accept' });
    expect(near.distribution!.distance).toBeGreaterThan(1e-4);
  });

  it('do not see a constant added to all logits', () => {
    const shifted = own.map(({ tokens, logits }) => ({ tokens, logits: logits.map((logit) => logit + 30) }));
    expect(verifyArtifact(honest, { logits: shifted, epsilon: 0.01 }).distribution!.distance).toBeLessThan(1e-9);
  });

  it('reject another model, at its worst position', () => {
    const { result, distribution } = verifyArtifact(honest, { logits: randomLogits(2, 60), epsilon: 0.05 });
    expect(result).toMatchObject({ verdict: 'reject', reason: 'distribution', position: distribution!.worst });
  });

  it('let the sequence speak first', () => {
    const bad = withPosition(0, { chosen: other(honest.positions[0]!) });
    const { result, distribution } = verifyArtifact(bad, { logits: randomLogits(2, 60), epsilon: 0.05 });
    expect(result).toMatchObject({ reason: 'sequence', position: 0 });
    expect(distribution).toBeUndefined();
  });
});
