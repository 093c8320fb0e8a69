import type { Command } from 'commander';
import { exit } from './failures.js';
import { type CommonFlags, flag, verb, wholeNumber } from './flags.js';
import { openOutput } from './output.js';

interface PublishedFlags extends CommonFlags {
  readonly rounds: number;
  readonly seed: number;
}

/** `vote published`: the numbers of the PoC report, each beside its exact value and beside ours. */
export function votePublishedVerb(done: (exitCode: number) => void): Command {
  return verb('published', 'the numbers of the PoC report beside exact ones and ours', 'gonka-sim vote published')
    .addOption(flag('--rounds <n>', 'rounds of each vote', wholeNumber(1)).default(100_000))
    .addOption(flag('--seed <n>', 'seed of the draws', wholeNumber(0)).default(1))
    .action(async (flags: PublishedFlags) => done(await published(flags)));
}

async function published(flags: PublishedFlags): Promise<number> {
  const { publishedNumbers } = await import('../validation/vote/publishedNumbers.js');
  const { publishedTable } = await import('../report/voteTables.js');
  const output = openOutput(flags);
  try {
    const { rounds, seed } = flags;
    const rows = await publishedNumbers({ rounds, seed });
    output.machine(JSON.stringify({ schema: 'gonka-sim/vote-published/1', rounds, seed, rows }));
    output.say(publishedTable(rows, { colour: output.colour }));
    return exit.success;
  } finally {
    output.close();
  }
}
