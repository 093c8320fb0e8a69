import type { Command } from 'commander';
import type { DistanceName } from '../validation/distance/distances.js';
import type { ThresholdReport } from '../validation/thresholds/computeThresholds.js';
import type { SampleClass, SampleFile } from '../validation/thresholds/sampleFile.js';
import { distanceFlag } from './distance.js';
import { exit } from './failures.js';
import { type CommonFlags, flag, verb, wholeNumber } from './flags.js';
import { numberFrom } from './numberFrom.js';
import { type Output, openOutput } from './output.js';

interface ComputeFlags extends CommonFlags {
  readonly honest: readonly string[];
  readonly fraud: readonly string[];
  readonly model: string;
  readonly distance: DistanceName;
  readonly topK?: number;
  readonly step: number;
  readonly allowHonest?: number;
  readonly trainFraction: number;
  readonly repeats: number;
  readonly seed: number;
  readonly out?: string;
}

/** `thresholds compute`: bounds between honest and fraudulent answers, and the folder of a proposal. */
export function computeVerb(done: (exitCode: number) => void): Command {
  return verb(
    'compute',
    'find the bounds with the best F1, and judge them on data held out',
    'gonka-sim thresholds compute --honest fp8.jsonl --fraud int4.jsonl --out proposals/my-model',
  )
    .addOption(flag('--honest <files...>', 'records of the claimed model on both sides').makeOptionMandatory())
    .addOption(
      flag('--fraud <files...>', 'records of another model, validated by the claimed one').makeOptionMandatory(),
    )
    .addOption(flag('--model <name>', 'name of the proposed model').default('model'))
    .addOption(distanceFlag())
    .addOption(flag('--top-k <n>', 'compare only the n most likely tokens of a position', wholeNumber(1)))
    .addOption(flag('--step <d>', 'distance between candidates', numberFrom(1e-9, 1)).default(0.0001))
    .addOption(
      flag('--allow-honest <share>', 'let this share of honest answers be accused (default: none)', numberFrom(0, 1)),
    )
    .addOption(
      flag('--train-fraction <f>', 'share of each class that hold-out searches on', numberFrom(0, 1)).default(0.8),
    )
    .addOption(flag('--repeats <n>', 'hold-out splits', wholeNumber(1)).default(5))
    .addOption(flag('--seed <n>', 'seed of the hold-out splits', wholeNumber(0)).default(42))
    .addOption(flag('--out <dir>', 'write the folder of a model proposal there'))
    .action(async (flags: ComputeFlags) => done(await compute(flags)));
}

async function compute(flags: ComputeFlags): Promise<number> {
  const { computeThresholds, thresholdJson } = await import('../validation/thresholds/computeThresholds.js');
  const output = openOutput(flags);
  try {
    const files = [
      ...(await readAll(flags.honest, 'honest', flags, output)),
      ...(await readAll(flags.fraud, 'fraud', flags, output)),
    ];
    const { distance, step, trainFraction, repeats, seed, allowHonest: honestFalsePositives } = flags;
    const report = computeThresholds(files, { distance, step, trainFraction, repeats, seed, honestFalsePositives });
    output.machine(JSON.stringify(thresholdJson(report, flags.model)));
    await tell(report, output);
    if (flags.out !== undefined) {
      const { writeProposal } = await import('../report/writeProposal.js');
      const written = await writeProposal(flags.out, report, flags.model);
      output.say(`\nWrote ${written.length} files to ${flags.out}; begin with README.md`);
    }
    return exit.success;
  } finally {
    output.close();
  }
}

async function readAll(
  paths: readonly string[],
  sampleClass: SampleClass,
  { distance, topK }: ComputeFlags,
  output: Output,
): Promise<SampleFile[]> {
  const { hardwareGroup } = await import('../validation/thresholds/hardwareGroup.js');
  const { readSamples } = await import('../validation/thresholds/sampleFile.js');
  const files: SampleFile[] = [];
  for (const path of paths) {
    output.progress(`reading ${path}`);
    files.push(await readSamples(path, sampleClass, await hardwareGroup(path, sampleClass), { distance, topK }));
  }
  return files;
}

async function tell(report: ThresholdReport, output: Output): Promise<void> {
  const { boundsTable, groupsTable, holdOutTable } = await import('../report/thresholdProposal.js');
  const { plainTable } = await import('../report/plainTable.js');
  const say = ({ head, rows }: ReturnType<typeof boundsTable>) => {
    const columns = Object.fromEntries(head.map((name, i) => [name, i === 0 ? 'left' : 'right'] as const));
    const cells = rows.map((row) => row.map(String));
    output.say(`\n${plainTable(columns, cells, { colour: output.colour })}`);
  };
  const { bounds } = report;
  output.say(`Optimal Lower Bound: ${bounds.lower.toFixed(6)}`);
  output.say(`Optimal Upper Bound: ${bounds.upper.toFixed(6)}`);
  output.say(`Best F1-Score: ${(bounds.metrics.f1 ?? 0).toFixed(4)}`);
  say(boundsTable(report));
  if (report.holdOut !== undefined) say(holdOutTable(report.holdOut));
  say(groupsTable(report));
  for (const warning of report.warnings) output.log(`warning: ${warning}`);
}
