import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { mlnodeMakeArtifactVerb } from '../../../../src/cli/mlnodeMakeArtifact.js';
import { mlnodeValidateVerb } from '../../../../src/cli/mlnodeValidate.js';
import { vectorsFolder } from '../../shared.js';
import { differences } from './differences.js';
import {
  goldenNames,
  goldenText,
  linesOf,
  type Places,
  plain,
  type RecordedRun,
  recordedRun,
  scenarios,
  type Tool,
  toHere,
  toRecorded,
} from './recordedRun.js';
import { expectCalls, runScripted, type ToolRun } from './scriptedWorld.js';
import { reports } from './turn.js';

/** Runs our tool as each recorded run of upstream's was made, and lays the two beside each other. */
export async function replayTool(tool: Tool): Promise<void> {
  const listed = indexed(tool);
  expect(scenarios(tool), 'scenarios.json').toEqual(listed.sort());
  const failures: string[] = [];
  for (const scenario of scenarios(tool)) {
    try {
      await replayRun(tool, scenario);
    } catch (error) {
      failures.push(`${tool}/${scenario}: ${(error as Error).message}`);
    }
  }
  expect(failures.join('\n\n')).toBe('');
}

/** What the index of scenarios has of a tool. */
function indexed(tool: Tool): string[] {
  const index = JSON.parse(readFileSync(join(vectorsFolder, 'mlnode', 'scenarios.json'), 'utf8'));
  return index
    .filter((entry: { tool: Tool }) => entry.tool === tool)
    .map((entry: { scenario: string }) => entry.scenario);
}

/** One recorded run. */
export async function replayRun(tool: Tool, scenario: string): Promise<void> {
  const made = mkdtempSync(join(tmpdir(), 'gonka-sim-tools-'));
  const places: Places = { made, golden: join(made, 'golden') };
  try {
    mkdirSync(places.golden);
    for (const name of goldenNames) writeFileSync(join(places.golden, name), goldenText(name));
    const run = recordedRun(tool, scenario);
    for (const { turn } of differences.filter((difference) => difference.scenarios.includes(scenario))) turn(run);
    const argv = run.argv.map((word) => toHere(word, places));
    const where = tool === 'validate' ? ['--references', places.golden] : [];
    const { calls, interrupt } = run;
    const script = { argv: [...argv, ...where], calls, interrupt, experiments: join(made, 'experiments') };
    const done = await runScripted(tool === 'validate' ? mlnodeValidateVerb : mlnodeMakeArtifactVerb, script);
    compare(run, done, places);
  } finally {
    rmSync(made, { recursive: true });
  }
}

function compare(run: RecordedRun, done: ToolRun, places: Places): void {
  const here = (text: string) => plain(toRecorded(text, places));
  expectLines(linesOf(here(done.stdout)), run.stdout, 'stdout');
  expectLines(linesOf(here(done.stderr)), run.stderr, 'stderr');
  expectCalls(done, run.calls);
  expect(done.exitCode, 'exit code').toBe(run.exitCode);
  const folder = folderOf(run, places);
  const names = folder === undefined ? [] : readdirSync(folder).sort();
  expect(names, 'files').toEqual(
    run.tool === 'validate' ? [...run.files.keys()].sort() : run.files.size > 0 ? names : [],
  );
  for (const [name, text] of run.files) {
    const ours = here(readFileSync(join(folder!, run.tool === 'validate' ? name : names[0]!), 'utf8'));
    if (name.endsWith('.txt')) expectLines(linesOf(ours), reports.get(run) ?? linesOf(text), name);
    else expectJson(JSON.parse(ours.replace(/<duration>/g, '0')), JSON.parse(plain(text).replace(/<duration>/g, '0')));
  }
}

/** Where the tool was to write. */
function folderOf({ tool, argv }: RecordedRun, places: Places): string | undefined {
  const named = argv[argv.indexOf(tool === 'validate' ? '--exp-dir' : '--out') + 1];
  const inTheirs = argv.includes('--exp-dir') || tool === 'make_artifact';
  const there = toHere(named ?? '', places);
  const experiments = join(places.made, 'experiments');
  if (!inTheirs) return existsSync(experiments) ? join(experiments, readdirSync(experiments)[0]!) : undefined;
  const folder = tool === 'validate' ? there : join(there, '..');
  return existsSync(folder) ? folder : undefined;
}

type Json = Record<string, unknown>;

/** JSON files; ours has one field more, and a measurement that was made anew is not the recorded one. */
function expectJson({ gonka_sim: _, ...ours }: Json, recorded: Json): void {
  const theirs = { ...recorded, ...(recorded.throughput === 'measured anew' && { throughput: ours.throughput }) };
  const durations = (value: Json | null | undefined) => (value ? { ...value, elapsed_s: 0 } : value);
  const even = (json: Json): Json => ({
    ...json,
    ...('download' in json && { download: durations(json.download as Json), deploy: durations(json.deploy as Json) }),
  });
  expect(even(ours)).toEqual(even(theirs));
}

function expectLines(ours: readonly string[], expected: readonly (string | RegExp)[], what: string): void {
  const wanted = expected.map((line) => (typeof line === 'string' ? plain(line) : line));
  const shown = wanted.map((line, i) =>
    line instanceof RegExp && line.test(ours[i] ?? '\0') ? ours[i] : String(line),
  );
  expect(ours, what).toEqual(shown);
}
