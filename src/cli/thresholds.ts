import { Command } from 'commander';
import { collectVerb } from './thresholdsCollect.js';
import { computeVerb } from './thresholdsCompute.js';

/** `thresholds compute|collect`: records of honest and other models, and the bound between them. */
export function thresholdsVerb(done: (exitCode: number) => void): Command {
  const group = new Command('thresholds')
    .description('collect records of a model and compute its validation threshold')
    .addHelpText('after', '\nExample:\n  $ gonka-sim thresholds compute --honest honest.jsonl --fraud int4.jsonl');
  for (const inner of [computeVerb, collectVerb]) group.addCommand(inner(done));
  return group;
}
