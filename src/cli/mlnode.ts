import { Command } from 'commander';
import { mlnodeMakeArtifactVerb } from './mlnodeMakeArtifact.js';
import { mlnodeServeVerb } from './mlnodeServe.js';
import { mlnodeValidateVerb } from './mlnodeValidate.js';

/** `mlnode`: MLNodes, simulated and real. */
export function mlnodeVerb(done: (exitCode: number) => void): Command {
  const group = new Command('mlnode')
    .description('MLNodes: serve simulated ones, validate real ones, bake references')
    .addHelpText('after', '\nExample:\n  $ gonka-sim mlnode serve --replicas 2');
  for (const inner of [mlnodeServeVerb, mlnodeValidateVerb, mlnodeMakeArtifactVerb]) group.addCommand(inner(done));
  return group;
}
