import { describe, expect, it } from 'vitest';
import { shouldValidate, shouldValidateA25, type ValidationDuty } from '../../src/calculations/shouldValidate.js';
import { decimal } from '../../src/util/decimal.js';
import * as shop from '../../src/util/shopspring.js';
import { failure } from '../util/failure.js';

const params = {
  minValidationAverage: decimal(1n, -2),
  maxValidationAverage: decimal(1n),
  minValidationHalfway: decimal(5n, -2),
  fullValidationTrafficCutoff: 10_000n,
  minValidationTrafficCutoff: 100n,
};
const details = {
  inferenceId: 'inferenceId',
  executorReputation: 0,
  trafficBasis: 10_000n,
  executorPower: 10n,
  totalPower: 100n,
};
const duty = (change: Partial<ValidationDuty> = {}, detail: Partial<typeof details> = {}): ValidationDuty => ({
  seed: 5_798_067_479_865_859_744n,
  validatorPower: 50n,
  params,
  details: { ...details, ...detail },
  ...change,
});

describe.each([
  ['proposal', shouldValidate],
  ['gonka-2025-08', shouldValidateA25],
] as const)('shouldValidate of %s', (_, decide) => {
  it.each([
    [5_798_067_479_865_859_744n, '0.9059330450735482', false],
    [6_669_939_700_021_626_378n, '0.5026670437948725', true],
    [2_925_341_513_999_858_939n, '0.1031426985074543', true],
    [-1n, '0.376398731621598', true],
  ])('draws from seed %i', (seed, draw, mustValidate) => {
    const decision = decide(duty({ seed }));
    expect([shop.format(decision.draw), decision.mustValidate]).toEqual([draw, mustValidate]);
    expect(shop.format(decision.probability)).toBe('0.5555555555555556');
  });

  it('trusts an executor by reputation', () => {
    const least = { ...params, minValidationAverage: decimal(1n, -1) };
    const half = decide(
      duty({ validatorPower: 100n, params: least }, { executorReputation: 50, executorPower: 50n, totalPower: 300n }),
    );
    expect(shop.format(half.probability)).toBe('0.22');
    const none = decide(duty({ params: least }));
    expect(shop.format(none.probability)).toBe('0.5555555555555556');
  });

  it('never asks for more than certainty', () => {
    const { probability, mustValidate } = decide(duty({ validatorPower: 95n }));
    expect([shop.format(probability), mustValidate]).toEqual(['1', true]);
  });

  it('divides by zero when the executor holds all the power', () => {
    expect(failure(() => decide(duty({}, { executorPower: 100n })))).toBe('gonka-sim/2');
  });
});

describe('an executor with more power than there is', () => {
  const impossible = duty({ validatorPower: 100n }, { executorPower: 101n, trafficBasis: 50n });

  it('is refused in proposal', () => {
    expect(failure(() => shouldValidate(impossible))).toBe('gonka-sim/2');
  });

  it('wraps around 32 bits as deployed', () => {
    expect(shop.format(shouldValidateA25(impossible).probability)).toBe('0.0000000232830644');
  });
});
