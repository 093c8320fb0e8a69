import { ascending, deviation, mean } from '../statistics.js';
import { areaUnderCurve } from './areaUnderCurve.js';
import { type AttackPlan, checkAttackPlan } from './attackPlan.js';
import { type AttackScore, attackRun, type Prover, proversOf, type RunScores } from './attackRun.js';
import { honestThreshold, type PreproofThreshold } from './preproofThreshold.js';

/** What became of one kind of prover at one length. */
export interface AttackRow {
  readonly length: number;
  readonly prover: Exclude<Prover['kind'], 'calibration'>;
  readonly noise: number;
  readonly meanZ: number;
  readonly stdZ: number;
  /** Chance that Z of this prover is below that of an honest one: 0.5 tells nothing. */
  readonly auc: number;
  /** The same for the mean log probability, the metric upstream. */
  readonly aucMeanLogProbability: number;
  /** Share below the lower threshold: the power, and for the honest the error. */
  readonly refused: number;
  /** Share above the upper threshold. */
  readonly warned: number;
  /** Mean share of tokens that a replay with the seed would have drawn too. */
  readonly agreement: number;
  /** For pictures. */
  readonly z: readonly number[];
}

export interface AttackReport {
  readonly plan: AttackPlan;
  /** One for each length, rising. */
  readonly thresholds: readonly { readonly length: number; readonly threshold: PreproofThreshold }[];
  /** By length, then as in `proversOf`. */
  readonly rows: readonly AttackRow[];
}

/**
 * Honest, cheap and greedy provers before the joint-probability metric, in a world of random logits (see `attackLimits`).
 * The threshold comes from honest runs that are not judged. Cost: O(runs · longest · k · noises), some 9 us per position.
 *
 * @param onRun called after each run, for progress
 * @throws parameterInvalid for a plan that cannot be run
 */
export function simulateAttacks(plan: AttackPlan, onRun: (done: number) => void = () => {}): AttackReport {
  checkAttackPlan(plan);
  const provers = proversOf(plan);
  const runs: RunScores[] = [];
  for (let run = 0; run < plan.runs; run++) {
    runs.push(attackRun(plan, provers, run));
    onRun(run + 1);
  }
  const lengths = [...plan.lengths].sort((a, b) => a - b);
  const thresholds: AttackReport['thresholds'][number][] = [];
  const rows: AttackRow[] = [];
  for (const [at, length] of lengths.entries()) {
    const scores = provers.map((_, prover) => runs.map((run) => run[prover]![at]!));
    const threshold = honestThreshold(
      scores[0]!.map(({ z }) => z),
      plan.level,
    );
    thresholds.push({ length, threshold });
    for (const [index, { kind, noise }] of provers.entries()) {
      if (kind === 'calibration') continue;
      rows.push({ length, prover: kind, noise, ...judged(scores[index]!, scores[1]!, threshold) });
    }
  }
  return { plan: { ...plan, lengths }, thresholds, rows };
}

function judged(
  scores: readonly AttackScore[],
  honest: readonly AttackScore[],
  { lower, upper }: PreproofThreshold,
): Omit<AttackRow, 'length' | 'prover' | 'noise'> {
  const z = scores.map((score) => score.z);
  const logs = (list: readonly AttackScore[]) => ascending(list.map(({ meanLogProbability }) => meanLogProbability));
  return {
    meanZ: mean(z),
    stdZ: deviation(z),
    auc: areaUnderCurve(ascending(honest.map((score) => score.z)), z),
    aucMeanLogProbability: areaUnderCurve(logs(honest), logs(scores)),
    refused: z.filter((value) => value <= lower).length / z.length,
    warned: z.filter((value) => value > upper).length / z.length,
    agreement: mean(scores.map(({ agreement }) => agreement)),
    z,
  };
}
