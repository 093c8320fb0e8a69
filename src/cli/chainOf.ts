import type { GonkaApp } from '../node/openChain.js';
import type { CommonFlags } from './flags.js';
import { chainHome, genesisIn, type Home, storeIn } from './home.js';
import { readInput } from './inputFile.js';

/** Opens the chain of a home for one use, and closes it whatever comes. Locked while it is in use elsewhere. */
export async function withChain<T>(flags: CommonFlags, use: (app: GonkaApp, home: Home) => T | Promise<T>): Promise<T> {
  const { openLevelBackend } = await import('../store/levelBackend.js');
  const { openChain } = await import('../node/openChain.js');
  const { parseGenesisFile } = await import('../node/genesisFile.js');
  const home = chainHome(flags.home);
  const file = genesisIn(home.directory);
  const backend = await openLevelBackend(storeIn(home.directory));
  try {
    const genesis = parseGenesisFile(readInput(file), file);
    const app = openChain({ genesis, profile: home.record.profile, backend });
    return await use(app, home);
  } finally {
    await backend.close();
  }
}
