import { type Command, InvalidArgumentError } from 'commander';
import { CodedError, simErrors } from '../util/errors.js';
import type { PreproofCheck } from '../validation/jointProbability/checkPreproof.js';
import type { PreproofThreshold } from '../validation/jointProbability/preproofThreshold.js';
import type { AttackReport } from '../validation/jointProbability/simulateAttacks.js';
import { type PlacedArtifact, readArtifacts } from './artifactFile.js';
import { exit } from './failures.js';
import { type CommonFlags, flag, verb, wholeNumber } from './flags.js';
import { numberFrom } from './numberFrom.js';
import { type Output, openOutput } from './output.js';

interface PreproofFlags extends CommonFlags {
  readonly honest?: readonly string[];
  readonly level: number;
  readonly runs: number;
  readonly seed: number;
  readonly simulate?: boolean;
  readonly lengths: readonly number[];
  readonly noises: readonly number[];
  readonly out?: string;
}

const numbers =
  (one: (text: string) => number) =>
  (text: string): number[] =>
    text.split(',').map((part) => {
      try {
        return one(part.trim());
      } catch (error) {
        throw new InvalidArgumentError(`${JSON.stringify(part)}: ${(error as Error).message}`);
      }
    });

/** `preproof F`: were the tokens drawn from the proof, or by a cheaper model first (seed 1, "Pre-fill Attack")? */
export function preproofVerb(done: (exitCode: number) => void): Command {
  return verb(
    'preproof',
    'judge artifacts by their joint probability; exit code 2 unless each is accepted',
    'gonka-sim preproof artifacts.jsonl\n  $ gonka-sim preproof --simulate --out power',
  )
    .argument('[files...]', 'artifacts, one a line')
    .addOption(flag('--honest <files...>', 'artifacts that set the threshold, 200 or more (default: bootstrap)'))
    .addOption(
      flag('--level <share>', 'share of honest answers that may be refused', numberFrom(1e-6, 0.49)).default(0.01),
    )
    .addOption(flag('--runs <n>', 'answers drawn for a threshold, or simulated', wholeNumber(200)).default(1000))
    .addOption(flag('--seed <n>', 'seed of all that is drawn', wholeNumber(0)).default(42))
    .addOption(flag('--simulate', 'honest, cheap and greedy provers over random logits instead of files'))
    .addOption(
      flag('--lengths <list>', 'lengths of simulated answers', numbers(wholeNumber(1))).default(
        [50, 200, 1000],
        '50,200,1000',
      ),
    )
    .addOption(
      flag('--noises <list>', 'how far cheap models are off, in nats', numbers(numberFrom(0, 100))).default(
        [0.25, 0.5, 1],
        '0.25,0.5,1',
      ),
    )
    .addOption(flag('--out <dir>', 'write pictures of the simulation there'))
    .action(async (files: string[], flags: PreproofFlags) => done(await preproof(files, flags)));
}

async function preproof(files: readonly string[], flags: PreproofFlags): Promise<number> {
  if (flags.simulate === true && files.length > 0) {
    throw new CodedError(simErrors.usage, '--simulate takes no files');
  }
  if (flags.simulate !== true && files.length === 0) {
    throw new CodedError(simErrors.usage, 'name a file of artifacts, or --simulate');
  }
  const output = openOutput(flags);
  try {
    return flags.simulate === true ? await simulate(flags, output) : await judge(files, flags, output);
  } finally {
    output.close();
  }
}

async function judge(files: readonly string[], flags: PreproofFlags, output: Output): Promise<number> {
  const { checkPreproof } = await import('../validation/jointProbability/checkPreproof.js');
  const honest = flags.honest === undefined ? undefined : await honestOf(flags.honest, flags.level, output);
  let refused = 0;
  for (const { where, artifact } of await all(files)) {
    const check = checkPreproof(artifact, flags, honest);
    const { result, joint, threshold } = check;
    output.machine(JSON.stringify({ schema: 'gonka-sim/preproof/1', where, ...result, ...joint, threshold }));
    output.say(`${where}: ${sentence(check)}`);
    if (result.verdict !== 'accept') refused++;
  }
  return refused === 0 ? exit.success : exit.checkFailed;
}

function sentence({ result, joint, threshold }: PreproofCheck): string {
  const figures =
    joint === undefined || threshold === undefined
      ? ''
      : ` (Z = ${joint.z.toFixed(3)}, limits ${threshold.lower.toFixed(3)} and ${threshold.upper.toFixed(3)}, P = ${joint.p.toPrecision(3)}, ${joint.positions} tokens)`;
  switch (result.verdict) {
    case 'accept':
      return `accept${result.warning === undefined ? '' : ', but suspiciously likely'}${figures}`;
    case 'reject':
      return result.reason === 'unlikely'
        ? `reject: the tokens were hardly drawn from this proof${figures}`
        : `reject: ${result.reason} at position ${result.position}, expected ${result.expected}, got ${result.got}`;
    case 'notProbative':
      return result.reason === 'noChoice'
        ? 'not probative: no token could have been another'
        : 'not probative: tokens that are not logged could have been drawn';
  }
}

async function all(files: readonly string[]): Promise<PlacedArtifact[]> {
  const lists: PlacedArtifact[][] = [];
  for (const file of files) lists.push(await readArtifacts(file));
  return lists.flat();
}

/** The threshold of honest artifacts; undefined, and said so, when there are too few of them. */
async function honestOf(
  files: readonly string[],
  level: number,
  output: Output,
): Promise<PreproofThreshold | undefined> {
  const { jointProbability } = await import('../validation/jointProbability/jointProbability.js');
  const { fewestHonest, honestThreshold } = await import('../validation/jointProbability/preproofThreshold.js');
  const z = (await all(files)).map(({ artifact }) => jointProbability(artifact).z).filter(Number.isFinite);
  if (z.length >= fewestHonest) return honestThreshold(z, level);
  output.log(
    `warning: ${z.length} honest answers with a Z, ${fewestHonest} are wanted; each proof sets its own threshold`,
  );
  return undefined;
}

async function simulate(flags: PreproofFlags, output: Output): Promise<number> {
  const { attackLimits, defaultAttackPlan } = await import('../validation/jointProbability/attackPlan.js');
  const { simulateAttacks } = await import('../validation/jointProbability/simulateAttacks.js');
  const { lengths, noises, runs, seed, level } = flags;
  const plan = { ...defaultAttackPlan, lengths, noises, runs, seed, level };
  const report = simulateAttacks(plan, (done) => output.progress(`run ${done} of ${runs}`));
  for (const { z: _, ...row } of report.rows) {
    output.machine(JSON.stringify({ schema: 'gonka-sim/preproof-power/1', ...row }));
  }
  const written = flags.out === undefined ? [] : await draw(report, flags.out);
  await tell(report, output);
  for (const limit of attackLimits) output.say(limit);
  if (written.length > 0) output.say(`\nWrote ${written.length} files; begin with ${written[0]}`);
  return exit.success;
}

async function tell(report: AttackReport, output: Output): Promise<void> {
  const { powerTable } = await import('../report/charts/preproofCharts.js');
  const { plainTable } = await import('../report/plainTable.js');
  const { head, rows } = powerTable(report);
  const columns = Object.fromEntries(head.map((name, i) => [name, i === 1 ? 'left' : 'right'] as const));
  const cells = rows.map((row) => row.map(String));
  output.say(`${plainTable(columns, cells, { colour: output.colour })}\n`);
}

async function draw(report: AttackReport, folder: string): Promise<string[]> {
  const { preproofPage } = await import('../report/charts/preproofCharts.js');
  const { writeCharts } = await import('../report/charts/writeCharts.js');
  return writeCharts(folder, preproofPage(report));
}
