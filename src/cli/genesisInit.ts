import type { Command } from 'commander';
import { exit } from './failures.js';
import { type CommonFlags, flag, verb } from './flags.js';
import { readInput, shipped } from './inputFile.js';
import { openOutput } from './output.js';

interface InitFlags extends CommonFlags {
  readonly chainId?: string;
  readonly profile?: string;
  readonly time?: string;
}

/** `genesis init [SCENARIO]`: prints the genesis of a scenario's network; the same call prints the same file. */
export function initVerb(done: (exitCode: number) => void): Command {
  return verb('init', "print the genesis file of a scenario's network", 'gonka-sim genesis init my.yaml > genesis.json')
    .argument('[scenario]', 'the network (default: the shipped one)')
    .addOption(flag('--chain-id <id>', 'name of the chain (default: gonka-sim-1)'))
    .addOption(flag('--profile <name>', 'rules of the chain (default: proposal)'))
    .addOption(flag('--time <time>', 'time of genesis, RFC 3339 (default: 2026-01-01T00:00:00Z)'))
    .action(async (scenario: string | undefined, flags: InitFlags) => done(await init(scenario, flags)));
}

async function init(scenarioFile: string | undefined, flags: InitFlags): Promise<number> {
  const { parseScenario } = await import('../network/scenario.js');
  const { genesisText } = await import('../network/makeGenesis.js');
  const { chainId, profile, time } = flags;
  const file = scenarioFile ?? shipped('scenarios/network.yaml');
  const scenario = parseScenario(readInput(file), file);
  const text = await genesisText({
    scenario,
    ...(chainId === undefined ? {} : { chainId }),
    ...(profile === undefined ? {} : { profile }),
    ...(time === undefined ? {} : { time }),
  });
  const output = openOutput(flags);
  try {
    if (output.wantsMachine) output.machine(text.trimEnd());
    else process.stdout.write(text);
    return exit.success;
  } finally {
    output.close();
  }
}
