import { Command } from 'commander';
import { votePublishedVerb } from './votePublished.js';
import { voteSimulateVerb } from './voteSimulate.js';

/** `vote simulate|published`: how often a weighted network convicts the honest and the dishonest. */
export function voteVerb(done: (exitCode: number) => void): Command {
  const group = new Command('vote')
    .description('simulate the weighted vote of validators about a target')
    .addHelpText('after', '\nExample:\n  $ gonka-sim vote simulate --rate 0.04 --rounds 100000');
  for (const inner of [voteSimulateVerb, votePublishedVerb]) group.addCommand(inner(done));
  return group;
}
