import { CodedError } from '../../util/errors.js';
import { validationErrors } from '../errors.js';
import { fewestHonest } from './preproofThreshold.js';

/** A world of random logits in which honest and dishonest provers answer. */
export interface AttackPlan {
  /** Lengths at which answers are judged; a shorter answer is the beginning of a longer one. */
  readonly lengths: readonly number[];
  /** How far the cheap model's logits lie from the full model's: standard deviation of normal noise, in nats. */
  readonly noises: readonly number[];
  /** Answers of each kind; as many honest ones set the threshold, others are judged. */
  readonly runs: number;
  /** Tokens of a position. */
  readonly k: number;
  readonly temperature: number;
  /** Standard deviation of the full model's logits, drawn evenly for each answer: some prompts leave little choice. */
  readonly spread: readonly [number, number];
  /** Share of honest answers that may be refused. */
  readonly level: number;
  readonly seed: number;
}

/** The plan of reference 3.4; the spread, which it does not tell, is the one that comes near its figures. */
export const defaultAttackPlan: AttackPlan = {
  lengths: [50, 200, 1000],
  noises: [0.25, 0.5, 1],
  runs: 1000,
  k: 20,
  temperature: 0.99,
  spread: [1, 3],
  level: 0.01,
  seed: 42,
};

/** What the simulation leaves out; to be shown wherever its figures are. */
export const attackLimits: readonly string[] = [
  'The logits are random, position by position: no real model was asked, so the figures show orders of magnitude.',
  'The cheap model knows the same k tokens as the full one; a real one also picks tokens outside, which are easier to find.',
  'Noise is independent between tokens and positions; that of quantisation is not. Small noise on short answers stays undetected.',
  'A greedy cheap model lies above the lower threshold and is only warned about; a warning also meets honest answers.',
  'The replay column is for a prover that pre-fills and cannot choose the seed: the sequence check finds it after a few tokens.',
];

/** @throws parameterInvalid naming what is wrong */
export function checkAttackPlan({ lengths, noises, runs, k, temperature, spread, level, seed }: AttackPlan): void {
  const whole = (value: number, least: number) => Number.isSafeInteger(value) && value >= least;
  const faults: readonly (readonly [boolean, string])[] = [
    [lengths.length > 0 && lengths.every((length) => whole(length, 1)), `lengths ${lengths}`],
    [noises.every((noise) => noise >= 0 && Number.isFinite(noise)), `noises ${noises}`],
    [whole(runs, fewestHonest), `${runs} runs, wanted ${fewestHonest} or more`],
    [whole(k, 2), `k ${k}`],
    [temperature > 0 && Number.isFinite(temperature), `temperature ${temperature}`],
    [spread[0] > 0 && spread[0] <= spread[1] && Number.isFinite(spread[1]), `spread ${spread}`],
    [level > 0 && level < 0.5, `level ${level}`],
    [whole(seed, 0), `seed ${seed}`],
  ];
  const fault = faults.find(([holds]) => !holds);
  if (fault !== undefined) throw new CodedError(validationErrors.parameterInvalid, fault[1]);
}
