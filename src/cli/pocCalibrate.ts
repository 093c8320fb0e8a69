import type { Command } from 'commander';
import type { Calibration } from '../validation/poc/calibrate.js';
import type { RunPair } from '../validation/poc/pairs.js';
import { exit } from './failures.js';
import { type CommonFlags, flag, verb } from './flags.js';
import { numberFrom } from './numberFrom.js';
import { openOutput } from './output.js';
import { readPocFiles } from './pocFiles.js';

interface CalibrateFlags extends CommonFlags {
  readonly percentile: number;
  readonly fraudThreshold: number;
  readonly cheater?: readonly string[];
  readonly charts?: string;
}

/** `poc calibrate`: a threshold from honest machines, and what it does to every pair. */
export function pocCalibrateVerb(done: (exitCode: number) => void): Command {
  return verb(
    'calibrate',
    'put the threshold at a percentile of the honest distances, and test every pair with it',
    'gonka-sim poc calibrate runs.json --percentile 98 --charts poc-charts',
  )
    .argument('<files...>', 'sets of runs, or artifacts of one machine each')
    .addOption(flag('--percentile <p>', 'of the honest distances', numberFrom(0, 100)).default(98))
    .addOption(flag('--fraud-threshold <p>', 'p-values below mean fraud', numberFrom(0, 1)).default(0.05))
    .option('--cheater <names...>', 'runs of another model than claimed, beside those that are labelled so')
    .addOption(flag('--charts <dir>', 'write index.html and SVG pictures there'))
    .action(async (files: string[], flags: CalibrateFlags) => done(await run(files, flags)));
}

async function run(files: readonly string[], flags: CalibrateFlags): Promise<number> {
  const { allPairs } = await import('../validation/poc/pairs.js');
  const { calibrate } = await import('../validation/poc/calibrate.js');
  const { calibrationTable } = await import('../report/pocTables.js');
  const output = openOutput(flags);
  try {
    const { runs, model } = await readPocFiles(files, flags.cheater);
    const pairs = allPairs(runs);
    const calibration = calibrate(pairs, flags.percentile, flags.fraudThreshold);
    const { correlation, pairs: tested, ...rest } = calibration;
    output.machine(
      JSON.stringify({
        schema: 'gonka-sim/poc-calibration/1',
        ...rest,
        fraudThreshold: flags.fraudThreshold,
        correlation: Number.isNaN(correlation) ? null : correlation,
        pairs: tested.map((pair) => ({
          ...pair,
          log10PValue: Number.isFinite(pair.log10PValue) ? pair.log10PValue : null,
        })),
      }),
    );
    for (const line of words(calibration)) output.say(line);
    output.say(`\n${calibrationTable(calibration, { colour: output.colour })}`);
    if (flags.charts !== undefined) {
      const count = await draw(pairs, calibration, model, flags.charts);
      output.say(`\nWrote ${count} files to ${flags.charts}; begin with index.html`);
    }
    return exit.success;
  } finally {
    output.close();
  }
}

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

function words({ distThreshold, percentile, pMismatch, honest, cheater, correlation }: Calibration): string[] {
  return [
    `threshold    ${distThreshold.toFixed(6)}, the ${percentile}th percentile of ${honest.n} honest distances`,
    `honest       mean ${honest.mean.toFixed(6)}, std ${honest.std.toFixed(6)}, above the threshold ${percent(honest.mismatchRate)}; the test expects ${percent(pMismatch)}`,
    cheater === undefined
      ? 'cheater      none among the runs: name one with --cheater'
      : `cheater      mean ${cheater.mean.toFixed(6)}, std ${cheater.std.toFixed(6)}, above the threshold ${percent(cheater.mismatchRate)}`,
    `correlation  ${correlation.toFixed(3)} between honest pairs, nonce by nonce: validators that check the same nonces do not err independently`,
  ];
}

/** Thresholds in use, to stand beside the one found (reference, section 4.6). */
const inUse = [
  { name: 'server default', value: 0.02 },
  { name: 'chain, Qwen3-235B', value: 0.2 },
  { name: 'chain default', value: 0.4 },
];

async function draw(
  pairs: readonly RunPair[],
  calibration: Calibration,
  model: string | undefined,
  folder: string,
): Promise<number> {
  const { distanceHeatMap, separationChart, thresholdChart } = await import('../report/charts/pocCharts.js');
  const { writeCharts } = await import('../report/charts/writeCharts.js');
  const ours = { name: `${calibration.percentile}th percentile`, value: calibration.distThreshold };
  const written = await writeCharts(folder, {
    title: `Threshold of PoC vectors${model === undefined ? '' : `, ${model}`}`,
    text: words(calibration).map((line) => line.replace(/^(\w+) +/, '$1: ')),
    sections: [
      { chart: distanceHeatMap(pairs) },
      { chart: separationChart(pairs, calibration) },
      {
        chart: thresholdChart(
          pairs,
          [...inUse, ours].sort((a, b) => a.value - b.value),
        ),
      },
    ],
  });
  return written.length;
}
