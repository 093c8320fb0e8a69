/**
 * How much is tried. The usual test run tries a little, always the same. GONKA_SIM_FUZZ_RUNS asks for more runs, each time
 * from another seed unless GONKA_SIM_FUZZ_SEED names one; GONKA_SIM_FUZZ_SHRINK looks for a smaller case when one fails.
 */
const { GONKA_SIM_FUZZ_RUNS: runs, GONKA_SIM_FUZZ_SEED: seed, GONKA_SIM_FUZZ_SHRINK: shrink } = process.env;

const seedOfToday = (): number => Date.now() % 2 ** 31;

/** Options of fast-check. The seed is printed: with it, the same runs come again. */
export function fuzzOptions(usualRuns: number) {
  const options = {
    numRuns: runs === undefined ? usualRuns : Number(runs),
    seed: seed !== undefined ? Number(seed) : runs === undefined ? 1 : seedOfToday(),
    endOnFailure: shrink === undefined,
  };
  console.log(`GONKA_SIM_FUZZ_RUNS=${options.numRuns} GONKA_SIM_FUZZ_SEED=${options.seed}`);
  return options;
}

/** In milliseconds: the usual few runs take seconds. */
export const fuzzTimeout = 60_000 + Number(runs ?? 0) * 10_000;
