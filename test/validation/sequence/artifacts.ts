import {
  type Artifact,
  type Model,
  normal,
  proveSequence,
  sfc32,
  type TopLogits,
} from '../../../src/validation/index.js';

/** Logits of a model that does not listen: normal numbers from a seed, for tokens `t0`, `t1`, ... */
export function randomLogits(seed: number, length: number, width = 24, spread = 2): TopLogits[] {
  const uniform = sfc32(seed);
  return Array.from({ length }, () => ({
    tokens: Array.from({ length: width }, (_, i) => `t${i}`),
    logits: Array.from({ length: width }, () => normal(uniform, 0, spread)),
  }));
}

/** A model that says the same whatever was chosen. */
export const modelOf =
  (logits: readonly TopLogits[]): Model =>
  ({ length }) =>
    logits[length];

/** An honest artifact of a model of random logits. */
export const honestArtifact = (length: number, seed = 1, temperature = 0.99): Artifact =>
  proveSequence(modelOf(randomLogits(seed, length)), {
    userSeed: 42n,
    uuid: `478e1c3c-${seed}`,
    k: 20,
    sampling: { temperature, topP: 0.95 },
  });
