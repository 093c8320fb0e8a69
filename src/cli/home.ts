import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { CodedError, simErrors } from '../util/errors.js';
import { mkdirAll } from '../util/mkdirAll.js';

/** What a chain's folder says of the run that made it; the rest is in its genesis, its scenario and its store. */
export interface HomeRecord {
  readonly schema: 'gonka-sim/home/1';
  readonly seed: string;
  /** The profile that was asked for; without one, genesis says it. */
  readonly profile?: string;
  /** Whether the chain goes on where its rules would halt it. */
  readonly goOn: boolean;
  /** Made by a run that named no folder: the next such run may replace it. */
  readonly replaceable: boolean;
}

/** A chain's folder. */
export interface Home {
  readonly directory: string;
  readonly record: HomeRecord;
}

const schema = 'gonka-sim/home/1';

export const genesisIn = (directory: string): string => join(directory, 'config', 'genesis.json');
export const scenarioIn = (directory: string): string => join(directory, 'config', 'scenario.yaml');
export const storeIn = (directory: string): string => join(directory, 'data');
const recordIn = (directory: string): string => join(directory, 'run.json');

/** The folder that holds chains when no --home says otherwise. */
export const defaultHome = (): string => join(homedir(), '.gonka-sim');

/** Where a run without --home keeps its chain. */
export const defaultRunHome = (): string => join(defaultHome(), 'run');

/** The chain's folder that a verb is to look at: the one named, else the default one, or the last run's below it. */
export function chainHome(named: string | undefined): Home {
  const home = findChainHome(named);
  if (home !== undefined) return home;
  const wanted = candidates(named).at(-1);
  throw new CodedError(simErrors.usage, `${wanted} holds no chain; make one with \`gonka-sim run --home ${wanted}\``);
}

/** The same, where a chain need not be. */
export function findChainHome(named: string | undefined): Home | undefined {
  const directory = candidates(named).find((candidate) => existsSync(recordIn(candidate)));
  return directory === undefined ? undefined : { directory, record: readRecord(directory) };
}

const candidates = (named: string | undefined): readonly string[] =>
  named === undefined ? [defaultHome(), defaultRunHome()] : [resolve(named)];

function readRecord(directory: string): HomeRecord {
  const file = recordIn(directory);
  try {
    const record = JSON.parse(readFileSync(file, 'utf8')) as HomeRecord;
    if (record.schema === schema) return record;
  } catch {
    // Said below: either way the folder is none of ours.
  }
  throw new CodedError(simErrors.storeForeign, `${file} is not readable as ${schema}`);
}

/** What a new chain's folder is to hold. */
export interface NewHome {
  readonly seed: string;
  readonly profile: string | undefined;
  readonly goOn: boolean;
  readonly genesis: string;
  /** Who takes part; a node's folder has none. */
  readonly scenario?: string;
}

/**
 * Makes the folder of a new chain. One that is named must be empty or not there; the default one is replaced when the last
 * run made it and nobody uses it.
 *
 * @throws gonka-sim/26 when it holds a chain or cannot be written, gonka-sim/11 when it holds something else
 */
export async function createHome(named: string | undefined, home: NewHome): Promise<Home> {
  const directory = named === undefined ? defaultRunHome() : resolve(named);
  if (named === undefined) await clearReplaceable(directory);
  return onDisk(directory, () => {
    assertFree(directory);
    return write(directory, home, named === undefined);
  });
}

function write(directory: string, home: NewHome, replaceable: boolean): Home {
  const { seed, profile, goOn, genesis, scenario } = home;
  const record: HomeRecord = { schema, seed, ...(profile === undefined ? {} : { profile }), goOn, replaceable };
  mkdirAll(join(directory, 'config'));
  writeFileSync(genesisIn(directory), genesis);
  if (scenario !== undefined) writeFileSync(scenarioIn(directory), scenario);
  // Last and in one step: a folder with this file is a whole one, whenever the process dies.
  writeFileSync(`${recordIn(directory)}.new`, `${JSON.stringify(record, null, 2)}\n`);
  renameSync(`${recordIn(directory)}.new`, recordIn(directory));
  return { directory, record };
}

/** What the machine does not let us do in a home, in its words: no folder, no right to write, no room. */
export function onDisk<T>(directory: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    throw new CodedError(simErrors.usage, `--home ${directory}: ${(cause as Error).message}; choose another folder`, {
      cause,
    });
  }
}

const ownFiles: ReadonlySet<string> = new Set(['config', 'data', 'run.json', 'run.json.new']);

async function clearReplaceable(directory: string): Promise<void> {
  if (!existsSync(directory)) return;
  const complete = existsSync(recordIn(directory));
  if (complete && !readRecord(directory).replaceable) return;
  if (readdirSync(directory).some((name) => !ownFiles.has(name))) return;
  if (existsSync(storeIn(directory))) await assertUnused(storeIn(directory));
  rmSync(directory, { recursive: true });
}

/** Opening the store is the one way to know that no other process has it open; what is in it does not matter. */
async function assertUnused(store: string): Promise<void> {
  const { openLevelBackend } = await import('../store/levelBackend.js');
  try {
    const backend = await openLevelBackend(store);
    await backend.close();
  } catch (error) {
    if (!(error instanceof CodedError && error.kind === simErrors.storeFormat)) throw error;
  }
}

function assertFree(directory: string): void {
  if (existsSync(recordIn(directory))) {
    throw new CodedError(
      simErrors.usage,
      `${directory} holds a chain already; go on with it by \`run --resume\`, or by \`node\` if that made it, or choose another --home`,
    );
  }
  const strange = existsSync(directory) ? readdirSync(directory).find((name) => !ownFiles.has(name)) : undefined;
  if (strange !== undefined) throw new CodedError(simErrors.storeForeign, `${directory} holds ${strange}`);
}
