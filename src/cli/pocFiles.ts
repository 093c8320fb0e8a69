import { basename } from 'node:path';
import type { PocRun, PocSet } from '../validation/poc/pocSet.js';
import { readInput } from './inputFile.js';

/** The files of vectors that the user named, as one set: what an earlier file says about the test goes first. */
export async function readPocFiles(files: readonly string[], cheaters: readonly string[] = []): Promise<PocSet> {
  const { parsePocSet } = await import('../validation/poc/pocSet.js');
  const sets = files.map((file) => parsePocSet(readInput(file), file));
  const runs = sets.flatMap((set) => set.runs.map((run) => named(run, cheaters)));
  return {
    model: sets.find(({ model }) => model !== undefined)?.model,
    runs: withDistinctNames(runs),
    statTest: Object.assign({}, ...sets.map(({ statTest }) => statTest).reverse()),
    kDim: sets[0]!.kDim,
  };
}

const named = (run: PocRun, cheaters: readonly string[]): PocRun => {
  const name = basename(run.name).replace(/\.json$/, '');
  return { ...run, name, cheater: run.cheater || cheaters.includes(name) };
};

/** Two files of one name stay two: the later one gets a number. */
function withDistinctNames(runs: readonly PocRun[]): PocRun[] {
  const seen = new Map<string, number>();
  return runs.map((run) => {
    const count = (seen.get(run.name) ?? 0) + 1;
    seen.set(run.name, count);
    return count === 1 ? run : { ...run, name: `${run.name} (${count})` };
  });
}
