import type { Decimal } from '../gen/inference/inference/decimal.js';
import { ParticipantStatus } from '../gen/inference/inference/participant.js';
import { type Ratio, toFloat64, toRatio } from '../util/decimal.js';
import { CodedError, simErrors } from '../util/errors.js';
import { goPow } from '../util/goFloat.js';
import { ceilDiv, minOf } from '../util/int.js';
import { orZero } from './orZero.js';

/** What validations have found out about an executor; counts of the current epoch, except those in a row. */
export interface ExecutorRecord {
  readonly consecutiveInvalidInferences: bigint;
  readonly inferenceCount: bigint;
  readonly validatedInferences: bigint;
  readonly invalidatedInferences: bigint;
}

/** Part of the validation params. */
export interface StatusParams {
  /** Share of honest inferences that fail validation by chance, in (0, 1]. */
  readonly falsePositiveRate: Decimal | undefined;
  readonly minRampUpMeasurements: number;
}

/** Failures in a row that an honest executor would show less often than once in a million are proof enough. */
const chanceOfHonestStreak = { float: 1e-6, inverse: 1_000_000n };

/**
 * Status of an executor after a validation (reference, section 7.2), in exact arithmetic.
 *
 * Too many failures in a row: INVALID. Too few inferences to judge: RAMPING. A share of failures more than one standard
 * deviation above the false positive rate: INVALID. Else ACTIVE.
 *
 * @throws gonka-sim/2 when the false positive rate is 0
 */
export function participantStatus(record: ExecutorRecord, params: StatusParams): ParticipantStatus {
  const rate = rateOf(params);
  if (isUnlikelyStreak(rate, record.consecutiveInvalidInferences)) return ParticipantStatus.INVALID;
  if (record.inferenceCount < measurementsNeeded(params)) return ParticipantStatus.RAMPING;
  return failsTooOften(rate, record) ? ParticipantStatus.INVALID : ParticipantStatus.ACTIVE;
}

/**
 * Inferences before the share of failures counts: so many that one failure among them lies within one standard deviation,
 * `ceil((3 + sqrt 5) / 2 / rate)`, at most `min_ramp_up_measurements`.
 */
export function measurementsNeeded(params: StatusParams): bigint {
  const { numerator, denominator } = rateOf(params);
  // (3q + sqrt(5q²)) / 2p for rate p/q: the root is irrational, so the ceiling over floor + 1 is the ceiling over it.
  const root = integerRoot(5n * denominator * denominator);
  const needed = ceilDiv(3n * denominator + root + 1n, 2n * numerator);
  return minOf(needed, BigInt(params.minRampUpMeasurements));
}

/** The same, in the deployed chain's float64 arithmetic. */
export function participantStatusA25(record: ExecutorRecord, params: StatusParams): ParticipantStatus {
  const rate = toFloat64(orZero(params.falsePositiveRate));
  const streak = Number(record.consecutiveInvalidInferences);
  if (goPow(rate, streak) < chanceOfHonestStreak.float) return ParticipantStatus.INVALID;
  if (record.inferenceCount < measurementsNeededA25(params)) return ParticipantStatus.RAMPING;
  return failureZScoreA25(record, params) > 1 ? ParticipantStatus.INVALID : ParticipantStatus.ACTIVE;
}

export function measurementsNeededA25(params: StatusParams): bigint {
  const rate = toFloat64(orZero(params.falsePositiveRate));
  if (rate === 0) throw zeroRate();
  const needed = BigInt(Math.ceil((3 + Math.sqrt(5)) / 2 / rate));
  return minOf(needed, BigInt(params.minRampUpMeasurements));
}

/** Standard deviations between the epoch's share of failures and the false positive rate; not a number without validations. */
export function failureZScoreA25(record: ExecutorRecord, params: StatusParams): number {
  const rate = toFloat64(orZero(params.falsePositiveRate));
  const total = Number(record.validatedInferences + record.invalidatedInferences);
  const observed = Number(record.invalidatedInferences) / total;
  return (observed - rate) / Math.sqrt((rate * (1 - rate)) / total);
}

function rateOf(params: StatusParams): Ratio {
  const rate = toRatio(orZero(params.falsePositiveRate));
  if (rate.numerator <= 0n) throw zeroRate();
  return rate;
}

function isUnlikelyStreak({ numerator, denominator }: Ratio, failures: bigint): boolean {
  if (numerator >= denominator) return false;
  // (1 − x)^n < e^(−xn), and e^−14 is less than one in a million: a long streak needs no power.
  if (failures * (denominator - numerator) >= 14n * denominator) return true;
  return numerator ** failures * chanceOfHonestStreak.inverse < denominator ** failures;
}

/** Whether z > 1, as `excess² > variance` in integers: with rate p/q and n validations, i·q − p·n against sqrt(p(q−p)n). */
function failsTooOften({ numerator, denominator }: Ratio, record: ExecutorRecord): boolean {
  const total = record.validatedInferences + record.invalidatedInferences;
  const excess = record.invalidatedInferences * denominator - numerator * total;
  return excess > 0n && excess * excess > numerator * (denominator - numerator) * total;
}

function zeroRate(): CodedError {
  return new CodedError(simErrors.divisionByZero, 'false positive rate');
}

/** Largest integer whose square does not exceed the value, by Newton's method from above. */
function integerRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
