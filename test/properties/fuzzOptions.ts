import { fuzzSeed } from '../util/fc.js';

/**
 * How much is tried. The usual test run tries a little; GONKA_SIM_FUZZ_RUNS asks for more, GONKA_SIM_FUZZ_SHRINK looks for a
 * smaller case when one fails.
 */
const { GONKA_SIM_FUZZ_RUNS: runs, GONKA_SIM_FUZZ_SHRINK: shrink } = process.env;

/** Options of fast-check. The seed is printed: with it, the same runs come again. */
export function fuzzOptions(usualRuns: number) {
  const numRuns = runs === undefined ? usualRuns : Number(runs);
  console.log(`GONKA_SIM_FUZZ_RUNS=${numRuns} GONKA_SIM_FUZZ_SEED=${fuzzSeed}`);
  return { numRuns, endOnFailure: shrink === undefined };
}

/** In milliseconds: the usual few runs take seconds. */
export const fuzzTimeout = 60_000 + Number(runs ?? 0) * 10_000;
