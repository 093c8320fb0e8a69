import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { CodedError, simErrors } from '../util/errors.js';
import { withChain } from './chainOf.js';
import { type DiffFlags, diffHomes } from './diffHomes.js';
import { exit } from './failures.js';
import { flag, height, verb, wholeNumber } from './flags.js';
import { type Output, openOutput } from './output.js';
import { tellDifferences } from './tellDifferences.js';
import { writersIn } from './writersIn.js';

const shownKeys = 50;

/** `diff A B`: two heights of a chain, or two chains, by store and key. */
export function diffVerb(done: (exitCode: number) => void): Command {
  return verb('diff', 'what differs between two heights of a chain, or between two chains', 'gonka-sim diff 98 99')
    .argument('<a>', 'a height of the chain in --home, or the home of a chain')
    .argument('<b>', 'another one')
    .addOption(flag('--height <h>', 'of two chains: the last height to look at (default: the last of both)', height))
    .addOption(flag('--limit <n>', 'keys to show at most', wholeNumber(0)).default(shownKeys))
    .addOption(flag('--no-writers', 'do not make the run again to tell who wrote what'))
    .action(async (a: string, b: string, flags: DiffFlags) => done(await diff(a, b, flags)));
}

async function diff(a: string, b: string, flags: DiffFlags): Promise<number> {
  const output = openOutput(flags);
  try {
    if (isHeight(a) && isHeight(b)) return await diffHeights(BigInt(a), BigInt(b), flags, output);
    for (const home of [a, b]) {
      if (statSync(home, { throwIfNoEntry: false })?.isDirectory()) continue;
      throw new CodedError(simErrors.usage, `${home}: neither a height nor a folder; name two heights or two homes`);
    }
    if (resolve(a) === resolve(b))
      throw new CodedError(simErrors.usage, `${a}: both are the same chain; name two homes`);
    return await diffHomes([a, b], flags, output);
  } finally {
    output.close();
  }
}

const isHeight = (text: string): boolean => /^[1-9]\d*$/.test(text);

async function diffHeights(from: bigint, to: bigint, flags: DiffFlags, output: Output): Promise<number> {
  if (from >= to) throw new CodedError(simErrors.usage, `height ${from} is not before height ${to}`);
  await withChain(flags, async (app, home) => {
    app.storesAt(from); // heights that are not kept are complained of before a run is made again
    app.storesAt(to);
    const writers = flags.writers ? await writersIn(home, { from: from + 1n, to }) : undefined;
    await tellDifferences({ app, height: from }, { app, height: to, writers }, flags, output);
  });
  return exit.success;
}
