import { Command } from 'commander';
import { pocBinomialVerb } from './pocBinomial.js';
import { pocCalibrateVerb } from './pocCalibrate.js';
import { pocCompareVerb } from './pocCompare.js';

/** `poc compare|calibrate|binomial`: vectors of proofs of compute, and the test that judges them. */
export function pocVerb(done: (exitCode: number) => void): Command {
  const group = new Command('poc')
    .description('compare vectors of proofs of compute, calibrate their threshold, and weigh mismatches')
    .addHelpText('after', '\nExample:\n  $ gonka-sim poc compare reference.json received.json');
  for (const inner of [pocCompareVerb, pocCalibrateVerb, pocBinomialVerb]) group.addCommand(inner(done));
  return group;
}
