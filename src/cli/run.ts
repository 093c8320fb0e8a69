import { relative } from 'node:path';
import type { Command } from 'commander';
import type { EpochReport } from '../network/runRecord.js';
import type { Scenario } from '../network/scenarioSchema.js';
import type { Simulation } from '../network/simulation.js';
import type { RunHead } from '../node/recording/runLog.js';
import { CodedError, simErrors } from '../util/errors.js';
import { exit } from './failures.js';
import { type CommonFlags, flag, verb, wholeNumber } from './flags.js';
import { chainHome, createHome, genesisIn, type Home, scenarioIn, storeIn } from './home.js';
import { readInput, shipped } from './inputFile.js';
import { type Output, openOutput } from './output.js';
import { assertRecordable, openRecordFile, type RecordFile } from './recordFile.js';

interface RunFlags extends CommonFlags {
  readonly genesis?: string;
  readonly epochs: number;
  readonly profile?: string;
  readonly seed?: string;
  readonly resume?: boolean;
  readonly goOn?: boolean;
  readonly record?: string;
}

const defaultSeed = '1';

/** `run [SCENARIO]`: lets a network of participants live through epochs, and tells of each. */
export function runVerb(done: (exitCode: number) => void): Command {
  return verb(
    'run',
    'run a network of participants through epochs',
    'gonka-sim run --epochs 3 --seed 7 --json run.jsonl',
  )
    .argument('[scenario]', 'who takes part and what happens, YAML or JSON (default: the shipped network)')
    .addOption(flag('--genesis <file>', "genesis of the chain (default: that of the scenario's network)"))
    .addOption(flag('--epochs <n>', 'epochs that are to end, from epoch 0 on', wholeNumber(1)).default(10))
    .addOption(flag('--profile <name>', 'rules of the chain: proposal or gonka-2025-08 (default: as genesis says)'))
    .addOption(flag('--seed <text>', `seed of what the participants choose (default: ${defaultSeed})`))
    .addOption(flag('--resume', 'go on with the chain in --home'))
    .addOption(flag('--go-on', 'undo a failed stage and go on where the rules would halt the chain'))
    .addOption(flag('--record <file>', 'write genesis and blocks there, for `gonka-sim replay`'))
    .action(async (scenario: string | undefined, flags: RunFlags) => done(await run(scenario, flags)));
}

async function run(scenario: string | undefined, flags: RunFlags): Promise<number> {
  const output = openOutput(flags);
  try {
    const home = flags.resume ? resumed(scenario, flags) : await begun(scenario, flags);
    return await live(home, flags, output);
  } finally {
    output.close();
  }
}

/** The folder of a chain that goes on; what made it what it is cannot be changed any more. */
function resumed(scenario: string | undefined, flags: RunFlags): Home {
  const home = chainHome(flags.home);
  const { seed, profile, goOn } = home.record;
  const changed =
    (scenario !== undefined && readInput(scenario) !== readInput(scenarioIn(home.directory)) && 'another scenario') ||
    (flags.genesis !== undefined && readInput(flags.genesis) !== readInput(genesisIn(home.directory)) && '--genesis') ||
    (flags.seed !== undefined && flags.seed !== seed && `--seed ${flags.seed}: it has seed ${seed}`) ||
    (flags.profile !== undefined &&
      flags.profile !== profile &&
      `--profile: it has ${profile ?? 'that of its genesis'}`) ||
    (flags.goOn !== undefined && flags.goOn !== goOn && '--go-on');
  if (changed) {
    throw new CodedError(simErrors.usage, `${home.directory}: a run that is resumed cannot get ${changed}`);
  }
  return home;
}

async function begun(scenarioFile: string | undefined, flags: RunFlags): Promise<Home> {
  const { seed = defaultSeed, profile, goOn = false } = flags;
  const file = scenarioFile ?? shipped('scenarios/network.yaml');
  const scenario = readInput(file);
  const { parseScenario } = await import('../network/scenario.js');
  const network = parseScenario(scenario, file);
  const genesisFile = flags.genesis ?? (scenarioFile === undefined ? shipped('genesis.json') : undefined);
  const genesis = genesisFile === undefined ? await genesisOf(network) : readInput(genesisFile);
  // Once in memory first: what cannot begin must not leave a folder behind.
  if (flags.record !== undefined) await assertRecordable(flags.record);
  const { parseGenesisFile } = await import('../node/genesisFile.js');
  const { openChain } = await import('../node/openChain.js');
  openChain({ genesis: parseGenesisFile(genesis, genesisFile ?? `the genesis of ${file}`), profile });
  return createHome(flags.home, { seed, profile, goOn, genesis, scenario });
}

async function genesisOf(scenario: Scenario): Promise<string> {
  const { genesisText } = await import('../network/makeGenesis.js');
  return genesisText({ scenario });
}

async function live({ directory, record }: Home, flags: RunFlags, output: Output): Promise<number> {
  const { openLevelBackend } = await import('../store/levelBackend.js');
  const { parseScenario } = await import('../network/scenario.js');
  const { parseGenesisFile } = await import('../node/genesisFile.js');
  const { openSimulation } = await import('../network/simulation.js');
  const backend = await openLevelBackend(storeIn(directory));
  const genesis = parseGenesisFile(readInput(genesisIn(directory)), genesisIn(directory));
  const onStageFailure = record.goOn ? 'goOn' : undefined;
  try {
    const simulation = await openSimulation({
      genesis,
      scenario: parseScenario(readInput(scenarioIn(directory)), scenarioIn(directory)),
      seed: record.seed,
      profile: record.profile,
      onStageFailure,
      backend,
      onBug: (bug, where) => output.log(`warning: a bug in ${where}: ${bug instanceof Error ? bug.message : bug}`),
    });
    const { profile } = simulation.app.info;
    const head: RunHead = { profile, onStageFailure, checks: 'none', genesis: genesis.document };
    const recording = flags.record === undefined ? undefined : await openRecordFile(flags.record, simulation.app, head);
    try {
      return await tellAll(simulation, directory, flags, { output, recording });
    } finally {
      recording?.close();
    }
  } finally {
    await backend.close();
  }
}

/** Where a run is told of. */
interface Tellers {
  readonly output: Output;
  readonly recording: RecordFile | undefined;
}

async function tellAll(
  simulation: Simulation,
  directory: string,
  flags: RunFlags,
  { output, recording }: Tellers,
): Promise<number> {
  const { runUntil } = await import('../network/simulate.js');
  const { jsonLine } = await import('../report/jsonLine.js');
  const { epochTable } = await import('../report/epochTable.js');
  const { runHead, runTotals } = await import('../report/runTotals.js');
  const { FailedTxs } = await import('../report/failedTxs.js');
  const failed = new FailedTxs();
  const style = { colour: output.colour };
  const interruption = onInterrupt();
  const told: EpochReport[] = [];
  const began = { time: performance.now(), height: simulation.height };
  output.machine(jsonLine(simulation.start));
  output.say(runHead(simulation.start, style));
  try {
    await runUntil(simulation, {
      epochs: flags.epochs,
      stop: () => interruption.wanted,
      onBlock: (block) => {
        const { height, result } = block;
        failed.add(height, result.txResults);
        recording?.add(block);
        output.progress(`block ${height}, epoch ${simulation.epoch} of ${flags.epochs}`);
      },
      onEpoch: (report) => {
        told.push(report);
        output.machine(jsonLine(report));
        output.say(`\n${epochTable(report, style)}`);
      },
    });
  } finally {
    interruption.forget();
  }
  const { end } = simulation;
  const pace = { seconds: (performance.now() - began.time) / 1000, blocks: Number(simulation.height - began.height) };
  output.machine(jsonLine(end));
  output.say(['', runTotals(end, told, pace, style), ...failed.lines(style)].join('\n'));
  if (interruption.wanted) {
    output.log(
      `stopped after block ${end.height}; go on with: ${selfName()} run --resume${homeFlag(directory, flags)}`,
    );
    return exit.interrupted;
  }
  output.say(nextSteps(directory, flags, simulation));
  return exit.success;
}

/** The first interrupt asks for an end after the block at hand, the second one does not wait. */
function onInterrupt(): { readonly wanted: boolean; forget(): void } {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const state = {
    wanted: false,
    forget() {
      for (const signal of signals) process.off(signal, ask);
    },
  };
  const ask = () => {
    if (state.wanted) process.exit(exit.interrupted);
    state.wanted = true;
  };
  for (const signal of signals) process.on(signal, ask);
  return state;
}

const homeFlag = (directory: string, flags: CommonFlags): string =>
  flags.home === undefined ? '' : ` --home ${directory}`;

/** Three commands worth trying after a run, ready to be copied. */
function nextSteps(directory: string, flags: RunFlags, { epoch, height }: Simulation): string {
  const [self, home] = [selfName(), homeFlag(directory, flags)];
  return [
    '',
    'Try next:',
    `  ${self} run --resume --epochs ${epoch + 5n}${home}   # five epochs more`,
    `  ${self} genesis export --height ${height}${home} > later.json   # the whole state, as a genesis that starts a chain`,
    `  ${self} run --profile gonka-2025-08 --epochs 3   # the same network under the deployed chain's rules`,
  ].join('\n');
}

/** How this program is called from here: a clone's own file, or its name on the path. */
function selfName(): string {
  const script = relative(process.cwd(), process.argv[1] ?? '').replaceAll('\\', '/');
  return script === 'bin/gonka-sim.js' ? './bin/gonka-sim.js' : 'gonka-sim';
}
