import { normal, sfc32, type Uniform } from '../random.js';
import type { AttackPlan } from './attackPlan.js';
import { drawn, logProbability, proofDistribution, surpriseOf } from './proofDistribution.js';

/** What an answer came to at one length. */
export interface AttackScore {
  readonly z: number;
  readonly meanLogProbability: number;
  /** Share of positions at which a replay with the seed would have drawn the same token: expected, not sampled. */
  readonly agreement: number;
}

/** Scores of one run: `[prover][length]`, the provers in the order of `proversOf`. */
export type RunScores = readonly (readonly AttackScore[])[];

/** Who answers. `calibration` is as honest as `honest`, and sets the threshold. */
export interface Prover {
  readonly kind: 'calibration' | 'honest' | 'cheap' | 'greedy';
  /** Of its model; 0 for the full one. */
  readonly noise: number;
}

export const proversOf = ({ noises }: AttackPlan): Prover[] => [
  { kind: 'calibration', noise: 0 },
  { kind: 'honest', noise: 0 },
  ...noises.map((noise): Prover => ({ kind: 'cheap', noise })),
  ...noises.map((noise): Prover => ({ kind: 'greedy', noise })),
];

/**
 * One prompt answered by all provers, over the same logits and the same noise. Its random numbers depend on the plan's seed
 * and the number of the run only. Cost: O(length · k · noises).
 */
export function attackRun(plan: AttackPlan, provers: readonly Prover[], run: number): RunScores {
  const uniform = sfc32(plan.seed, run);
  const [low, high] = plan.spread;
  const spread = low + (high - low) * uniform();
  const logits = new Float64Array(plan.k);
  const logs = new Float64Array(provers.length);
  const agreements = new Float64Array(provers.length);
  const scores = provers.map((): AttackScore[] => []);
  let [expected, variance] = [0, 0];
  const lengths = [...plan.lengths].sort((a, b) => a - b);
  for (let length = 1; length <= lengths.at(-1)!; length++) {
    for (let i = 0; i < plan.k; i++) logits[i] = normal(uniform, 0, spread);
    logits.sort().reverse();
    const probabilities = proofDistribution(logits, plan);
    const surprise = surpriseOf(probabilities);
    expected += surprise.mean;
    variance += surprise.variance;
    answer(plan, provers, { logits, probabilities }, uniform, (prover, token, agreement) => {
      logs[prover]! += logProbability(probabilities[token]!);
      agreements[prover]! += agreement;
    });
    if (!lengths.includes(length)) continue;
    for (const [prover, list] of scores.entries()) {
      list.push({
        z: (logs[prover]! - expected) / Math.sqrt(variance),
        meanLogProbability: logs[prover]! / length,
        agreement: agreements[prover]! / length,
      });
    }
  }
  return scores;
}

interface FullModel {
  readonly logits: Float64Array;
  readonly probabilities: Float64Array;
}

/** What each prover puts at one position, and how likely the seed's own draw would have been the same. */
function answer(
  plan: AttackPlan,
  provers: readonly Prover[],
  full: FullModel,
  uniform: Uniform,
  put: (prover: number, token: number, agreement: number) => void,
): void {
  const count = full.logits.length;
  const noise = new Float64Array(count);
  for (let i = 0; i < count; i++) noise[i] = normal(uniform, 0, 1);
  const same = agreementOf(full.probabilities, full.probabilities);
  const logits = new Float64Array(count);
  for (const [index, prover] of provers.entries()) {
    if (prover.kind === 'calibration' || prover.kind === 'honest') {
      put(index, drawn(full.probabilities, uniform), same);
      continue;
    }
    let greatest = 0;
    for (let i = 0; i < count; i++) {
      logits[i] = full.logits[i]! + prover.noise * noise[i]!;
      if (logits[i]! > logits[greatest]!) greatest = i;
    }
    if (prover.kind === 'greedy') {
      put(index, greatest, full.probabilities[greatest]!);
      continue;
    }
    const probabilities = softmax(logits, logits[greatest]!, plan.temperature);
    put(index, drawn(probabilities, uniform), agreementOf(full.probabilities, probabilities));
  }
}

function softmax(logits: Float64Array, greatest: number, temperature: number): Float64Array {
  const probabilities = new Float64Array(logits.length);
  let total = 0;
  for (let i = 0; i < logits.length; i++) {
    probabilities[i] = Math.exp((logits[i]! - greatest) / temperature);
    total += probabilities[i]!;
  }
  for (let i = 0; i < logits.length; i++) probabilities[i]! /= total;
  return probabilities;
}

function agreementOf(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += one[i]! * other[i]!;
  return sum;
}
