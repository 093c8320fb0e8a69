import { describe, expect, it } from 'vitest';
import {
  failureZScoreA25,
  measurementsNeeded,
  measurementsNeededA25,
  participantStatus,
  participantStatusA25,
} from '../../src/calculations/participantStatus.js';
import { ParticipantStatus } from '../../src/gen/inference/inference/participant.js';
import { decimal } from '../../src/util/decimal.js';
import { failure } from '../util/failure.js';

const params = { falsePositiveRate: decimal(5n, -2), minRampUpMeasurements: 10 };
const honest = {
  consecutiveInvalidInferences: 0n,
  inferenceCount: 500n,
  validatedInferences: 95n,
  invalidatedInferences: 5n,
};

describe.each([
  ['proposal', participantStatus, measurementsNeeded],
  ['gonka-2025-08', participantStatusA25, measurementsNeededA25],
] as const)('participantStatus of %s', (_, statusOf, needed) => {
  const status = (change: Partial<typeof honest>, rate = params.falsePositiveRate, rampUp = 10) =>
    ParticipantStatus[statusOf({ ...honest, ...change }, { falsePositiveRate: rate, minRampUpMeasurements: rampUp })];

  it('an honest executor is active', () => {
    expect(status({})).toBe('ACTIVE');
  });

  it('five failures in a row are too many at 5 %, four are not', () => {
    expect(status({ consecutiveInvalidInferences: 4n })).toBe('ACTIVE');
    expect(status({ consecutiveInvalidInferences: 5n })).toBe('INVALID');
    expect(status({ consecutiveInvalidInferences: 20n })).toBe('INVALID');
  });

  it('six in a row at 10 % are exactly one in a million: not yet too many', () => {
    expect(status({ consecutiveInvalidInferences: 6n, invalidatedInferences: 0n }, decimal(1n, -1))).toBe('ACTIVE');
    expect(status({ consecutiveInvalidInferences: 7n, invalidatedInferences: 0n }, decimal(1n, -1))).toBe('INVALID');
  });

  it('is ramping until there are enough inferences, a streak counts at once', () => {
    expect(status({ inferenceCount: 9n })).toBe('RAMPING');
    expect(status({ inferenceCount: 10n })).toBe('ACTIVE');
    expect(status({ inferenceCount: 9n, consecutiveInvalidInferences: 5n })).toBe('INVALID');
    expect(status({ inferenceCount: 52n }, decimal(5n, -2), 1000)).toBe('RAMPING');
    expect(status({ inferenceCount: 53n }, decimal(5n, -2), 1000)).toBe('ACTIVE');
  });

  it('a share of failures more than one deviation above the rate is too much', () => {
    expect(status({ validatedInferences: 93n, invalidatedInferences: 7n })).toBe('ACTIVE');
    expect(status({ validatedInferences: 92n, invalidatedInferences: 8n })).toBe('INVALID');
    expect(status({ validatedInferences: 18n, invalidatedInferences: 2n })).toBe('INVALID');
    expect(status({ validatedInferences: 0n, invalidatedInferences: 0n })).toBe('ACTIVE');
  });

  it('exactly one deviation is not too much', () => {
    expect(status({ validatedInferences: 0n, invalidatedInferences: 1n }, decimal(5n, -1))).toBe('ACTIVE');
  });

  it.each([
    [decimal(1n, -2), 262n],
    [decimal(5n, -2), 53n],
    [decimal(1n, -1), 27n],
    [decimal(25n, -2), 11n],
    [decimal(5n, -1), 6n],
    [decimal(1n), 3n],
  ])('at a rate of %o it needs %i measurements', (falsePositiveRate, count) => {
    expect(needed({ falsePositiveRate, minRampUpMeasurements: 1000 })).toBe(count);
  });

  it('a rate of 0 divides by zero', () => {
    expect(failure(() => status({}, decimal(0n)))).toBe('gonka-sim/2');
    expect(failure(() => needed({ falsePositiveRate: undefined, minRampUpMeasurements: 10 }))).toBe('gonka-sim/2');
  });
});

describe('participantStatus of proposal', () => {
  it('decides long streaks without a power', () => {
    const record = { ...honest, consecutiveInvalidInferences: 2n ** 62n };
    expect(participantStatus(record, params)).toBe(ParticipantStatus.INVALID);
    expect(participantStatus(record, { ...params, falsePositiveRate: decimal(1n) })).not.toBe(
      ParticipantStatus.INVALID,
    );
  });
});

describe('failureZScoreA25', () => {
  it.each([
    [20n, 0n, -1.0259783520851542],
    [10n, 1n, 0.6225430174794672],
    [93n, 7n, 0.9176629354822473],
    [0n, 0n, Number.NaN],
  ])('%i good and %i bad', (validatedInferences, invalidatedInferences, zScore) => {
    expect(failureZScoreA25({ ...honest, validatedInferences, invalidatedInferences }, params)).toBe(zScore);
  });
});
