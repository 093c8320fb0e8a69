import fc from 'fast-check';

/**
 * fast-check, whose usual runs are the same each time: what passes here passes there. GONKA_SIM_FUZZ_SEED names another
 * seed; GONKA_SIM_FUZZ_RUNS alone takes one of its own each time.
 */
const { GONKA_SIM_FUZZ_RUNS: runs, GONKA_SIM_FUZZ_SEED: named } = process.env;

export const fuzzSeed = named !== undefined ? Number(named) : runs === undefined ? 1 : Date.now() % 2 ** 31;

fc.configureGlobal({ seed: fuzzSeed });

export { fc };
