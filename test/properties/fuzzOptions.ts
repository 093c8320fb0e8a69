/** How much is tried: a little in every test run, more when GONKA_SIM_FUZZ_RUNS says so, then with a new seed each time. */
const { GONKA_SIM_FUZZ_RUNS: runs, GONKA_SIM_FUZZ_SEED: seed } = process.env;

/** Options of fast-check; a failure prints the seed and the path that show it again. */
export function fuzzOptions(usualRuns: number): { readonly numRuns: number; readonly seed: number } {
  const chosen = seed !== undefined ? Number(seed) : runs !== undefined ? Date.now() % 2 ** 31 : 1;
  const options = {
    endOnFailure: process.env.GONKA_SIM_FUZZ_SHRINK === undefined,
    numRuns: runs === undefined ? usualRuns : Number(runs),
    seed: chosen,
  };
  console.log(`fuzz: GONKA_SIM_FUZZ_SEED=${options.seed} GONKA_SIM_FUZZ_RUNS=${options.numRuns}`);
  return options;
}

/** A minute for each hundred runs; the usual few take seconds. */
export const fuzzTimeout = 60_000 + Number(runs ?? 0) * 10_000;
