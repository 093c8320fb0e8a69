import { CodedError } from '../../util/errors.js';
import { criticalCount } from '../binomial/critical.js';
import { binomialTail } from '../binomial/tail.js';
import { validationErrors } from '../errors.js';

/** How validators' mismatches of one target depend on each other. */
export interface Correlation {
  /**
   * Correlation of the difficulty of a nonce as two validators see it, 0 to 1 (a Gaussian copula: `correlatedVotes.ts`).
   * The real runs show .59 over all honest pairs.
   */
  readonly rho: number;
  /** From how many nonces of the target every validator takes its checks; as many as the checks: all take the same ones. */
  readonly noncePool: number;
}

/** A network that votes about one target (seed 2: the weighted network vote). */
export interface VoteSettings {
  /** Voting weights, whole numbers with a sum up to 2^53. */
  readonly weights: readonly number[];
  /** Nonces that each validator checks. */
  readonly checks: number;
  /** Mismatch rate of an honest target, for which the test is made. */
  readonly pMismatch: number;
  /** Level of the test: a validator accuses when its p-value is below. */
  readonly fraudThreshold: number;
  /** Mismatch rate that the target truly has. */
  readonly rate: number;
  /** Share of the weight that must be exceeded to convict. */
  readonly quorum: number;
  readonly correlation?: Correlation;
}

/** What seed 2 votes with, but for weights and rate. */
export const reportSettings = { checks: 200, pMismatch: 0.02, fraudThreshold: 0.05, quorum: 0.5 } as const;

/** From how many mismatches on a validator accuses. */
export const accusesFrom = ({ checks, pMismatch, fraudThreshold }: VoteSettings): number =>
  criticalCount(checks, pMismatch, fraudThreshold).k;

/** How likely one validator is to accuse, whatever the others see. Exact. */
export const accusationRate = (settings: VoteSettings): number =>
  binomialTail(settings.checks, accusesFrom(settings), settings.rate).p;

/** @throws validation/23 (weightsInvalid), validation/6 (parameterInvalid) */
export function checkSettings({ weights, checks, rate, quorum, correlation, ...test }: VoteSettings): void {
  const wrongWeight = weights.find((weight) => !Number.isSafeInteger(weight) || weight < 0);
  if (wrongWeight !== undefined) throw weightsInvalid(`${wrongWeight} is no whole number from 0 to 2^53 - 1`);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) throw weightsInvalid('nobody has any');
  if (!Number.isSafeInteger(total)) throw weightsInvalid(`their sum, ${total}, is above 2^53 - 1`);
  if (!(Number.isSafeInteger(checks) && checks > 0)) throw invalid(`${checks} checks`);
  const shares = { rate, quorum, ...test };
  for (const [name, value] of Object.entries(shares))
    if (!(value >= 0 && value <= 1)) throw invalid(`${name} ${value} is not in [0, 1]`);
  if (correlation === undefined) return;
  const { rho, noncePool } = correlation;
  if (!(rho >= 0 && rho < 1)) throw invalid(`rho ${rho} is not in [0, 1)`);
  if (!(Number.isSafeInteger(noncePool) && noncePool >= checks)) {
    throw invalid(`${checks} checks need as many nonces to choose from, not ${noncePool}`);
  }
}

const weightsInvalid = (detail: string): CodedError => new CodedError(validationErrors.weightsInvalid, detail);
const invalid = (detail: string): CodedError => new CodedError(validationErrors.parameterInvalid, detail);
