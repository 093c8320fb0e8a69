import { Command } from 'commander';
import { mlnodeServeVerb } from './mlnodeServe.js';

/** `mlnode serve`: MLNodes, simulated. */
export function mlnodeVerb(done: (exitCode: number) => void): Command {
  const group = new Command('mlnode')
    .description('MLNodes: serve simulated ones')
    .addHelpText('after', '\nExample:\n  $ gonka-sim mlnode serve --replicas 2');
  for (const inner of [mlnodeServeVerb]) group.addCommand(inner(done));
  return group;
}
