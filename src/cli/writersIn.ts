import { existsSync } from 'node:fs';
import type { WritersOfKeys } from '../network/keyWriters.js';
import { genesisIn, type Home, scenarioIn } from './home.js';
import { readInput } from './inputFile.js';

/** Who wrote in some blocks of the run in a home; undefined for a node's home, whose blocks nobody can make again. */
export async function writersIn(
  { directory, record }: Home,
  heights: { readonly from: bigint; readonly to: bigint },
): Promise<WritersOfKeys | undefined> {
  if (!existsSync(scenarioIn(directory))) return undefined;
  const { keyWriters } = await import('../network/keyWriters.js');
  const { parseScenario } = await import('../network/scenario.js');
  const { parseGenesisFile } = await import('../node/genesisFile.js');
  const run = {
    genesis: parseGenesisFile(readInput(genesisIn(directory)), genesisIn(directory)),
    scenario: parseScenario(readInput(scenarioIn(directory)), scenarioIn(directory)),
    seed: record.seed,
    profile: record.profile,
    onStageFailure: record.goOn ? ('goOn' as const) : undefined,
  };
  return keyWriters(run, heights);
}
