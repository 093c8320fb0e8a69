import { statSync } from 'node:fs';
import type { Command } from 'commander';
import type { WritersOfKeys } from '../network/keyWriters.js';
import type { GonkaApp } from '../node/openChain.js';
import { CodedError, simErrors } from '../util/errors.js';
import { withChain } from './chainOf.js';
import { diffHomes } from './diffHomes.js';
import { exit } from './failures.js';
import { type CommonFlags, flag, height, verb, wholeNumber } from './flags.js';
import type { Home } from './home.js';
import { type Output, openOutput } from './output.js';
import { writersIn } from './writersIn.js';

export interface DiffFlags extends CommonFlags {
  readonly height?: bigint;
  readonly limit: number;
  readonly writers: boolean;
}

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

/** One of the two states; `writers` tells who made it what it is. */
export interface ComparedState {
  readonly app: GonkaApp;
  readonly height: bigint;
  readonly home?: Home;
  readonly writers?: WritersOfKeys | undefined;
}

/** Prints the keys in which two states differ. */
export async function tellDifferences(
  before: ComparedState,
  after: ComparedState,
  { limit }: Pick<DiffFlags, 'limit'>,
  output: Output,
): Promise<void> {
  const { Explainer } = await import('../app/replay/explain.js');
  const { stateDiff } = await import('../app/replay/stateDiff.js');
  const explainer = new Explainer(after.app.view(after.height).keepers.config.bech32Prefix);
  let total = 0;
  const shown: object[] = [];
  for (const difference of stateDiff(before.app.storesAt(before.height), after.app.storesAt(after.height))) {
    total += 1;
    if (shown.length >= limit) continue;
    const { store, key } = difference;
    const value = (bytes: Uint8Array | undefined) =>
      bytes === undefined ? undefined : explainer.value(store, key, bytes);
    const told = {
      store,
      key: explainer.key(store, key),
      before: value(difference.before),
      after: value(difference.after),
      writer: writerOf(after, difference),
      ...(before.writers && { writerBefore: writerOf(before, difference) }),
    };
    shown.push(told);
    output.say(lines(told).join('\n'));
  }
  const heights = { from: Number(before.height), to: Number(after.height) };
  output.machine(JSON.stringify({ schema: 'gonka-sim/diff/1', ...heights, total, differences: shown }));
  output.say(total > limit ? `… and ${total - limit} more of ${total} keys` : `${total} keys differ`);
}

function writerOf({ writers }: ComparedState, { store, key }: { store: string; key: string }): string | undefined {
  const found = writers?.(store, key);
  return found && `block ${found.height}, ${found.writer}`;
}

interface Told {
  readonly store: string;
  readonly key: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly writer: string | undefined;
  readonly writerBefore?: string | undefined;
}

function lines({ store, key, before, after, writer, writerBefore }: Told): string[] {
  const by = (who: string | undefined) => (who === undefined ? '' : `  (${who})`);
  const [from, to] = changedFields(before, after);
  return [`${store}: ${key}`, `  - ${from ?? 'nothing'}${by(writerBefore)}`, `  + ${to ?? 'nothing'}${by(writer)}`];
}

/** Of two records as JSON only the fields that are not the same, so that a person sees them. */
function changedFields(before: string | undefined, after: string | undefined): readonly (string | undefined)[] {
  if (!before?.startsWith('{') || !after?.startsWith('{')) return [before, after];
  const [from, to] = [before, after].map((json) => JSON.parse(json) as Record<string, unknown>);
  const isSame = (field: string) => JSON.stringify(from![field]) === JSON.stringify(to![field]);
  const changed = (record: Record<string, unknown>) =>
    JSON.stringify(Object.fromEntries(Object.entries(record).filter(([field]) => !isSame(field))));
  return [changed(from!), changed(to!)];
}
