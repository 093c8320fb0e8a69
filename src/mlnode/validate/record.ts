import type { CodedError } from '../../util/errors.js';
import { type FraudVerdict, fraudTest } from '../../validation/poc/fraudTest.js';
import type { ValidatedResult } from '../wire.js';
import type { ValidatePlan } from './plan.js';
import type { DeployReport, DownloadReport } from './run.js';
import { type Measurement, slowReplicas } from './throughputSummary.js';

export const phases = ['download', 'deploy', 'throughput', 'validate'] as const;
export type Phase = (typeof phases)[number];

/** A run as far as it came; its reports are made of this alone. */
export interface RunRecord {
  readonly plan: ValidatePlan;
  /** Local time of the report, ISO 8601. */
  timestamp: string;
  /** The phase that is under way, or was when the run ended. */
  phase: Phase;
  download: DownloadReport | null;
  deploy: DeployReport | null;
  /** Null until a phase of measuring has begun. */
  measurement: Measurement | null;
  response: ValidatedResult | null;
  /** What ended the run before its end. */
  error: CodedError | null;
  interrupted: boolean;
}

/** A run that has not begun. */
export const emptyRecord = (plan: ValidatePlan): RunRecord => ({
  plan,
  timestamp: '',
  phase: 'download',
  download: null,
  deploy: null,
  measurement: null,
  response: null,
  error: null,
  interrupted: false,
});

/** What a run came to, in words and as an exit code. */
export interface Outcome {
  readonly verdict: string;
  readonly exitCode: 0 | 1 | 2 | 130;
}

/** The verdict: the binomial test's alone, and none where it did not run. */
export function outcomeOf({ response, error, interrupted }: RunRecord): Outcome {
  if (interrupted)
    return { verdict: response === null ? 'INTERRUPTED (no verdict)' : verdictOf(response), exitCode: 130 };
  if (error !== null) return { verdict: 'ERROR (no verdict)', exitCode: 1 };
  if (response === null) return { verdict: 'validation skipped', exitCode: 0 };
  return { verdict: verdictOf(response), exitCode: response.fraud_detected ? 2 : 0 };
}

/** A verdict of the node as reports name it. */
export function verdictOf({ fraud_detected, n_mismatch }: ValidatedResult): string {
  if (fraud_detected) return 'FAIL (fraud_detected)';
  return n_mismatch > 0 ? 'PASS (with mismatches within stat-test tolerance)' : 'PASS';
}

/** The test of the node's own counts, made again here. */
export function checkedTest({ plan, response }: RunRecord): FraudVerdict | null {
  if (response === null) return null;
  const { p_mismatch: pMismatch, fraud_threshold: fraudThreshold } = plan.statTest.values;
  return fraudTest(response.n_mismatch, response.n_total, { pMismatch, fraudThreshold });
}

/** What a reader of the report should not overlook. */
export function warningsOf(record: RunRecord): string[] {
  const { plan, measurement, response } = record;
  const { stat_test: test, dist_threshold: threshold } = plan.reference.json;
  const warnings: string[] = [];
  if (threshold == null && test?.dist_threshold != null) {
    warnings.push(
      'dist_threshold inside stat_test of the reference is not read; it belongs to the top of the file, or pass --threshold',
    );
  }
  const last = measurement?.samples.at(-1);
  for (const { port, rate, median } of last === undefined ? [] : slowReplicas(last)) {
    const figures = `${rate.toFixed(2)} nonces/s, below half of the median of ${median.toFixed(2)}`;
    warnings.push(`the replica on port ${port} is slow: ${figures}`);
  }
  warnings.push(...(measurement?.warnings ?? []));
  const again = checkedTest(record);
  if (response !== null && response.n_total !== plan.reference.nonces.length) {
    warnings.push(`${plan.reference.nonces.length} vectors were sent, and the verdict is about ${response.n_total}`);
  }
  if (again !== null && again.fraudDetected !== response?.fraud_detected) {
    warnings.push(
      `the binomial test of these counts gives p=${again.pValue}, fraud_detected=${again.fraudDetected}: not what the MLNode says`,
    );
  }
  return warnings;
}
