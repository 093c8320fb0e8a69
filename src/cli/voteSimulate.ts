import type { Command } from 'commander';
import type { JudgedTarget } from '../report/voteTables.js';
import type { VotingWeights } from '../validation/vote/readWeights.js';
import type { VoteSettings } from '../validation/vote/settings.js';
import { exit } from './failures.js';
import { type CommonFlags, flag, verb, wholeNumber } from './flags.js';
import { readInput } from './inputFile.js';
import { numberFrom } from './numberFrom.js';
import { type Output, openOutput } from './output.js';

interface SimulateFlags extends CommonFlags {
  readonly weights?: string;
  readonly epoch?: number;
  readonly checks: number;
  readonly rate: number;
  readonly rounds: number;
  readonly pMismatch: number;
  readonly fraudThreshold: number;
  readonly quorum: number;
  readonly rho: number;
  readonly noncePool?: number;
  readonly seed: number;
  readonly threads?: number;
  readonly confidence: number;
  readonly charts?: string;
}

const share = numberFrom(0, 1);

/** `vote simulate`: an honest target and one of a given rate before a weighted network, sampled and exact. */
export function voteSimulateVerb(done: (exitCode: number) => void): Command {
  return verb(
    'simulate',
    'how often the network convicts an honest target, and one with the given mismatch rate',
    'gonka-sim vote simulate --weights weights.json --checks 200 --rate 0.04 --rounds 100000',
  )
    .addOption(flag('--weights <file>', 'JSON list of weights, or lines of `run --json` (default: 377 synthetic ones)'))
    .addOption(flag('--epoch <n>', 'which epoch of a run gives the weights (default: its last)', wholeNumber(0)))
    .addOption(flag('--checks <n>', 'nonces that each validator checks', wholeNumber(1)).default(200))
    .addOption(flag('--rate <p>', 'true mismatch rate of the dishonest target', share).default(0.04))
    .addOption(flag('--rounds <n>', 'rounds of the simulation', wholeNumber(1)).default(100_000))
    .addOption(flag('--p-mismatch <p>', 'mismatch rate of an honest target', share).default(0.02))
    .addOption(flag('--fraud-threshold <p>', 'a validator accuses below this p-value', share).default(0.05))
    .addOption(flag('--quorum <share>', 'convicted when more of the weight accuses', share).default(0.5))
    .addOption(flag('--rho <r>', 'correlation of what validators see of one nonce; real runs: .59', share).default(0))
    .addOption(
      flag('--nonce-pool <n>', 'with --rho: nonces to take checks from (default: all the same)', wholeNumber(1)),
    )
    .addOption(flag('--seed <n>', 'seed of the draws', wholeNumber(0)).default(1))
    .addOption(flag('--threads <n>', 'threads; the figures do not depend on it (default: as needed)', wholeNumber(1)))
    .addOption(flag('--confidence <c>', 'of the interval', numberFrom(0.5, 0.999999)).default(0.95))
    .addOption(flag('--charts <dir>', 'write index.html and SVG pictures there'))
    .action(async (flags: SimulateFlags) => done(await simulate(flags)));
}

async function simulate(flags: SimulateFlags): Promise<number> {
  const { voteTable } = await import('../report/voteTables.js');
  const output = openOutput(flags);
  try {
    const weights = await readWeights(flags);
    const targets = await voteAboutBoth(weights, flags, output);
    output.machine(JSON.stringify(document(weights, flags, targets)));
    const [{ settings, result }] = targets as [JudgedTarget];
    output.say(
      `${result.validators} validators, total weight ${result.totalWeight} (${weights.source})\n` +
        `${settings.checks} checks each; accused from ${result.accusesFrom} mismatches on; ${flags.rounds} rounds, seed ${flags.seed}\n`,
    );
    output.say(voteTable(targets, flags.confidence, { colour: output.colour }));
    if (flags.charts !== undefined) {
      const count = await draw(weights, flags, targets);
      output.say(`\nWrote ${count} files to ${flags.charts}; begin with index.html`);
    }
    return exit.success;
  } finally {
    output.close();
  }
}

async function readWeights({ weights, epoch }: SimulateFlags): Promise<VotingWeights> {
  if (weights !== undefined) {
    const { parseWeights } = await import('../validation/vote/readWeights.js');
    return parseWeights(readInput(weights), weights, epoch);
  }
  const { reconstructedWeights } = await import('../validation/vote/reconstructedWeights.js');
  return { weights: reconstructedWeights, source: 'synthetic reconstruction of the 377 of the PoC report' };
}

async function voteAboutBoth(
  { weights }: VotingWeights,
  flags: SimulateFlags,
  output: Output,
): Promise<JudgedTarget[]> {
  const { simulateVotes } = await import('../validation/vote/simulateVotes.js');
  const { exactVote } = await import('../validation/vote/exactVote.js');
  const { checks, pMismatch, fraudThreshold, quorum, rho, noncePool = checks } = flags;
  const { rounds, seed, threads, confidence } = flags;
  const targets: JudgedTarget[] = [];
  for (const [kind, rate] of [
    ['honest', pMismatch],
    ['dishonest', flags.rate],
  ] as const) {
    const settings: VoteSettings = {
      ...{ weights, checks, pMismatch, fraudThreshold, rate, quorum },
      ...(rho > 0 && { correlation: { rho, noncePool } }),
    };
    const name = `${kind} (${Number((100 * rate).toPrecision(6))} %)`;
    const result = await simulateVotes(settings, {
      ...{ rounds, seed, confidence },
      ...(threads !== undefined && { threads }),
      onProgress: (done) => output.progress(`${name}: round ${done} of ${rounds}`),
    });
    targets.push({ name, settings, result, exact: exactVote(settings) });
  }
  return targets;
}

function document({ source }: VotingWeights, flags: SimulateFlags, targets: readonly JudgedTarget[]) {
  const [{ settings, result }] = targets as [JudgedTarget];
  const { weights: _, rate: __, ...rest } = settings;
  return {
    schema: 'gonka-sim/vote/1',
    weights: { source, validators: result.validators, total: `${result.totalWeight}` },
    settings: { ...rest, rounds: flags.rounds, seed: flags.seed, confidence: flags.confidence },
    accusesFrom: result.accusesFrom,
    targets: targets.map((target) => {
      const { accusationRate, convictions, convictionRate, interval, share: shares } = target.result;
      const {
        exact,
        settings: { rate },
      } = target;
      return { rate, accusationRate, convictions, convictionRate, interval, share: shares, exact };
    }),
  };
}

async function draw(
  { source }: VotingWeights,
  flags: SimulateFlags,
  targets: readonly JudgedTarget[],
): Promise<number> {
  const { countChart, powerChart, shareChart } = await import('../report/charts/voteCharts.js');
  const { writeCharts } = await import('../report/charts/writeCharts.js');
  const [{ settings, result }] = targets as [JudgedTarget];
  const correlated =
    settings.correlation === undefined
      ? 'Every validator errs for itself.'
      : `Validators take their checks from ${settings.correlation.noncePool} nonces and see each alike with correlation ${settings.correlation.rho}.`;
  const written = await writeCharts(flags.charts!, {
    title: 'How often the network convicts',
    text: [
      `${result.validators} validators with the weights of: ${source}. ${settings.checks} checks each, ${flags.rounds} rounds, seed ${flags.seed}.`,
      correlated,
    ],
    sections: [
      { chart: shareChart(targets, `${result.validators} validators, ${flags.rounds} rounds; weights: ${source}`) },
      { chart: countChart(settings) },
      { chart: powerChart(settings, targets) },
    ],
  });
  return written.length;
}
