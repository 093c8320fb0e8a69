import { describe, expect, it } from 'vitest';
import type { CodedError } from '../../../src/util/errors.js';
import {
  type AttackPlan,
  defaultAttackPlan,
  simulateAttacks,
  validationErrors,
} from '../../../src/validation/index.js';

const plan: AttackPlan = { ...defaultAttackPlan, lengths: [200, 20], noises: [0, 1], runs: 220 };
const report = simulateAttacks(plan);
const row = (length: number, prover: string, noise: number) =>
  report.rows.find((one) => one.length === length && one.prover === prover && one.noise === noise)!;

describe('attackers before the joint probability', () => {
  it('leave honest answers at about 0 and 1', () => {
    const { meanZ, stdZ, refused } = row(200, 'honest', 0);
    expect(Math.abs(meanZ)).toBeLessThan(0.25);
    expect(Math.abs(stdZ - 1)).toBeLessThan(0.15);
    expect(refused).toBeLessThan(0.05);
  });

  it('are found the better, the longer the answer and the worse the model', () => {
    expect(Math.abs(row(200, 'cheap', 0).auc - 0.5)).toBeLessThan(0.08);
    expect(row(200, 'cheap', 1).auc).toBeGreaterThan(0.8);
    expect(row(200, 'cheap', 1).auc).toBeGreaterThan(row(20, 'cheap', 1).auc);
    expect(row(200, 'cheap', 1).refused).toBeGreaterThan(0.15);
  });

  it('are hardly seen by the mean log probability', () => {
    expect(row(200, 'cheap', 1).aucMeanLogProbability).toBeLessThan(0.7);
  });

  it('that are greedy pass below and are warned about above', () => {
    expect(row(200, 'greedy', 1)).toMatchObject({ refused: 0 });
    expect(row(200, 'greedy', 1).warned).toBeGreaterThan(0.95);
  });

  it('would not last long in a replay', () => {
    for (const { agreement } of report.rows) {
      expect(agreement).toBeGreaterThan(0);
      expect(agreement).toBeLessThan(0.6);
    }
  });

  it('get the same figures from the same seed, whatever else is asked', () => {
    expect(simulateAttacks(plan)).toEqual(report);
    const shorter = simulateAttacks({ ...plan, lengths: [20] });
    expect(shorter.rows).toEqual(report.rows.filter(({ length }) => length === 20));
    expect(simulateAttacks({ ...plan, seed: 1, lengths: [20] }).rows).not.toEqual(shorter.rows);
  });

  it.each<[string, Partial<AttackPlan>]>([
    ['no lengths', { lengths: [] }],
    ['a length of 0', { lengths: [0] }],
    ['a noise below 0', { noises: [-1] }],
    ['few runs', { runs: 199 }],
    ['one token', { k: 1 }],
    ['temperature 0', { temperature: 0 }],
    ['a spread upside down', { spread: [2, 1] }],
    ['a level of 1', { level: 1 }],
    ['a seed of a half', { seed: 0.5 }],
  ])('need more than %s', (_, change) => {
    let kind: unknown;
    try {
      simulateAttacks({ ...plan, ...change });
    } catch (error) {
      ({ kind } = error as CodedError);
    }
    expect(kind).toBe(validationErrors.parameterInvalid);
  });
});
