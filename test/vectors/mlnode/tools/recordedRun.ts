import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder, vectorsFolder } from '../../shared.js';
import type { ScriptedCall } from './scriptedWorld.js';

export type Tool = 'validate' | 'make_artifact';

/** A recorded run of upstream's tool. */
export interface RecordedRun {
  readonly tool: Tool;
  readonly scenario: string;
  readonly about: string;
  argv: readonly string[];
  exitCode: number;
  interrupt: { readonly after: string; readonly milliseconds: number } | undefined;
  calls: ScriptedCall[];
  stdout: readonly (string | RegExp)[];
  stderr: readonly (string | RegExp)[];
  /** Files that it wrote, by name. */
  readonly files: Map<string, string>;
}

const folder = join(vectorsFolder, 'mlnode');
const artifacts = '/srv/gonka/mlnode/packages/benchmarks/scripts/poc_validation/artifacts';
const experiments = '/srv/gonka/mlnode/packages/benchmarks/data/experiments';

export const scenarios = (tool: Tool): string[] => readdirSync(join(folder, tool)).sort();

/** Lines without the end of the last. */
export const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

export function recordedRun(tool: Tool, scenario: string): RecordedRun {
  const read = (name: string) => readFileSync(join(folder, tool, scenario, name), 'utf8');
  const run = JSON.parse(read('run.json'));
  const sent = /^SIGINT, ([\d.]+) s after the text '(.*)'$/.exec(run.sent_signal ?? '');
  const names = readdirSync(join(folder, tool, scenario)).filter((name) => /^(validate_|artifact)/.test(name));
  const calls = linesOf(read('http.jsonl')).map((line) => JSON.parse(line));
  return {
    tool,
    scenario,
    about: run.about,
    argv: run.argv,
    exitCode: run.exit_code,
    interrupt: sent === null ? undefined : { after: sent[2]!, milliseconds: Number(sent[1]) * 1000 },
    calls: calls.map((call) => ({ ...call, json: written(call.json, run.argv) })),
    stdout: linesOf(read('stdout.txt')),
    stderr: linesOf(read('stderr.txt')),
    files: new Map(names.map((name) => [name, read(name)])),
  };
}

/** A body whose long lists stand there as recipes, written out. */
function written(json: unknown, argv: readonly string[]): unknown {
  const body = json as { nonces?: { recipe?: string }; validation?: { artifacts?: { recipe?: string } } } | undefined;
  const recipe = body?.nonces?.recipe;
  if (body === undefined || recipe === undefined) return json;
  const [first, last] = recipe.split('..').map(Number) as [number, number];
  const file = argv[argv.indexOf('--reference') + 1]!.replace(artifacts, dataFolder);
  return {
    ...body,
    nonces: Array.from({ length: last - first + 1 }, (_, i) => first + i),
    validation: { artifacts: JSON.parse(readFileSync(file, 'utf8')).artifacts },
  };
}

/** Where the recorded machine's folders are on this one. */
export interface Places {
  readonly golden: string;
  readonly made: string;
}

const pairs = ({ golden, made }: Places): readonly (readonly [recorded: string, here: string])[] => [
  [artifacts, golden],
  [experiments, join(made, 'experiments')],
  ['/srv/poc/refs', join(folder, 'references')],
  ['/srv/poc', join(made, 'poc')],
  ['/srv/exp', join(made, 'exp')],
];

const replaced = (text: string, from: 0 | 1, places: Places): string =>
  pairs(places).reduce((so, pair) => so.replaceAll(pair[from], pair[1 - from]!), text);

export const toHere = (text: string, places: Places): string => replaced(text, 0, places);
export const toRecorded = (text: string, places: Places): string => replaced(text, 1, places);

/** What differs from run to run, made equal. */
export const plain = (text: string): string =>
  text
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+/g, '<time>')
    .replace(/_\d{4}-\d\d-\d\d_\d{6}/g, '_<time>')
    .replace(/("elapsed_s": )\d+\.\d+/g, '$1<duration>');

/** Golden references that the recorded machine had. */
export const goldenNames = [
  'moonshotai-kimi-k2.6.json',
  'qwen-qwen3-0.6b.json',
  'qwen-qwen3-235b-a22b-instruct-2507-fp8-deepgemm.json',
  'qwen-qwen3-235b-a22b-instruct-2507-fp8.json',
];

export const goldenText = (name: string): string => {
  const file = join(dataFolder, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : '{}';
};
