import { Command } from 'commander';
import { exportVerb } from './genesisExport.js';
import { initVerb } from './genesisInit.js';
import { validateVerb } from './genesisValidate.js';

/** `genesis init|validate|export`: genesis files, made, checked and taken from a chain. */
export function genesisVerb(done: (exitCode: number) => void): Command {
  const group = new Command('genesis')
    .description('make, check and export genesis files')
    .addHelpText('after', '\nExample:\n  $ gonka-sim genesis init scenario.yaml > genesis.json');
  for (const inner of [initVerb, validateVerb, exportVerb]) group.addCommand(inner(done));
  return group;
}
