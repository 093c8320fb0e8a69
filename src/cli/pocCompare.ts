import type { Command } from 'commander';
import type { StatTest } from '../validation/poc/fraudTest.js';
import type { PocSet } from '../validation/poc/pocSet.js';
import { exit } from './failures.js';
import { type CommonFlags, flag, verb } from './flags.js';
import { numberFrom } from './numberFrom.js';
import { type Output, openOutput } from './output.js';
import { readPocFiles } from './pocFiles.js';

interface CompareFlags extends CommonFlags {
  readonly distThreshold?: number;
  readonly pMismatch?: number;
  readonly fraudThreshold?: number;
  readonly charts?: string;
}

/** `poc compare`: one machine's vectors against another's with a verdict, or all pairs of a set. */
export function pocCompareVerb(done: (exitCode: number) => void): Command {
  return verb(
    'compare',
    'compare vectors nonce by nonce: two machines get a verdict (exit 2 for fraud), more a table',
    'gonka-sim poc compare reference.json received.json --dist-threshold 0.2',
  )
    .argument('<files...>', 'golden references, answers of /generate, or sets of runs; the reference first')
    .addOption(
      flag('--dist-threshold <d>', 'a larger L2 distance is a mismatch', numberFrom(0, Number.POSITIVE_INFINITY)),
    )
    .addOption(flag('--p-mismatch <p>', 'how often an honest vector mismatches', numberFrom(0, 1)))
    .addOption(flag('--fraud-threshold <p>', 'p-values below mean fraud', numberFrom(0, 1)))
    .addOption(flag('--charts <dir>', 'write index.html and SVG pictures there'))
    .action(async (files: string[], flags: CompareFlags) => done(await compare(files, flags)));
}

async function compare(files: readonly string[], flags: CompareFlags): Promise<number> {
  const output = openOutput(flags);
  try {
    const set = await readPocFiles(files);
    const code = set.runs.length === 2 ? await judge(set, flags, output) : await tabulate(set, output);
    if (flags.charts !== undefined) await draw(set, flags.charts, output);
    return code;
  } finally {
    output.close();
  }
}

/** Each setting from the flag, else from the reference, else what the service takes; and which of them it was. */
async function testOf({ statTest }: PocSet, flags: CompareFlags) {
  const { serverStatTest } = await import('../validation/poc/fraudTest.js');
  const names = ['distThreshold', 'pMismatch', 'fraudThreshold'] as const;
  const chosen = names.map((name) => {
    const [from, value] =
      flags[name] !== undefined
        ? ['flag', flags[name]]
        : statTest[name] !== undefined
          ? ['file', statTest[name]]
          : ['server default', serverStatTest[name]];
    return { name, from, value };
  });
  return {
    test: Object.fromEntries(chosen.map(({ name, value }) => [name, value])) as unknown as StatTest,
    from: Object.fromEntries(chosen.map(({ name, from }) => [name, from])),
  };
}

/** The verdict about the second run, with the first one as the reference. */
async function judge(set: PocSet, flags: CompareFlags, output: Output): Promise<number> {
  const { pairOf } = await import('../validation/poc/pairs.js');
  const { isMismatch } = await import('../validation/poc/mismatch.js');
  const { fraudTest } = await import('../validation/poc/fraudTest.js');
  const { probability } = await import('../report/pocTables.js');
  const [reference, received] = set.runs as [PocSet['runs'][number], PocSet['runs'][number]];
  const { test, from } = await testOf(set, flags);
  const { nonces, distances, mean, std, max } = pairOf(reference, received);
  const mismatchNonces = nonces.filter((_, i) => isMismatch(distances[i]!, test.distThreshold));
  const { pValue, log10PValue, fraudDetected } = fraudTest(mismatchNonces.length, nonces.length, test);
  output.machine(
    JSON.stringify({
      schema: 'gonka-sim/poc-compare/1',
      reference: reference.name,
      received: received.name,
      statTest: { values: test, source: from },
      nTotal: nonces.length,
      nMismatch: mismatchNonces.length,
      mismatchNonces,
      pValue,
      log10PValue: Number.isFinite(log10PValue) ? log10PValue : null,
      fraudDetected,
      distance: { mean, std, max },
      distances: nonces.map((nonce, i) => ({ nonce, distance: distances[i] })),
    }),
  );
  const counted = mismatchNonces.length;
  const passed = counted === 0 ? 'PASS' : 'PASS (with mismatches within stat-test tolerance)';
  const shown = mismatchNonces.slice(0, 20).join(', ') + (counted > 20 ? ' ...' : '');
  output.say(
    [
      `verdict     ${fraudDetected ? 'FAIL (fraud_detected)' : passed}`,
      `compared    ${nonces.length} nonces that ${reference.name} (${reference.vectors.size}) and ${received.name} (${received.vectors.size}) share`,
      `distance    mean ${mean.toFixed(5)}, std ${std.toFixed(5)}, max ${max.toFixed(4)}`,
      `mismatches  ${counted}${counted > 0 ? `: nonces ${shown}` : ''}`,
      `p-value     ${probability(pValue, log10PValue)}`,
      `stat test   distance above ${test.distThreshold} (${from.distThreshold}), honest rate ${test.pMismatch} ` +
        `(${from.pMismatch}), fraud below ${test.fraudThreshold} (${from.fraudThreshold})`,
    ].join('\n'),
  );
  return fraudDetected ? exit.checkFailed : exit.success;
}

async function tabulate({ runs }: PocSet, output: Output): Promise<number> {
  const { allPairs } = await import('../validation/poc/pairs.js');
  const { pairsTable } = await import('../report/pocTables.js');
  const pairs = allPairs(runs);
  output.machine(
    JSON.stringify({
      schema: 'gonka-sim/poc-pairs/1',
      runs: runs.map(({ name, label, cheater, vectors }) => ({ name, label, cheater, nonces: vectors.size })),
      pairs: pairs.map(({ nonces, distances: _, ...pair }) => ({ ...pair, n: nonces.length })),
    }),
  );
  output.say(pairsTable(pairs, { colour: output.colour }));
  return exit.success;
}

async function draw({ runs, model }: PocSet, folder: string, output: Output): Promise<void> {
  const { allPairs } = await import('../validation/poc/pairs.js');
  const { distanceHeatMap } = await import('../report/charts/pocCharts.js');
  const { writeCharts } = await import('../report/charts/writeCharts.js');
  const title = `PoC vectors of ${runs.length} machines${model === undefined ? '' : `, ${model}`}`;
  const written = await writeCharts(folder, { title, sections: [{ chart: distanceHeatMap(allPairs(runs)) }] });
  output.say(`\nWrote ${written.length} files to ${folder}; begin with index.html`);
}
