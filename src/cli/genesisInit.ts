import { type Command, InvalidArgumentError } from 'commander';
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
    .addOption(flag('--time <time>', 'time of genesis, RFC 3339 (default: 2026-01-01T00:00:00Z)', rfc3339))
    .action(async (scenario: string | undefined, flags: InitFlags) => done(await init(scenario, flags)));
}

function rfc3339(text: string): string {
  if (/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError('a time like 2026-01-01T00:00:00Z is wanted.');
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
  const { parseGenesisFile } = await import('../node/genesisFile.js');
  const { openChain } = await import('../node/openChain.js');
  openChain({ genesis: parseGenesisFile(text, 'this genesis') }); // what is printed starts a chain
  const output = openOutput(flags);
  try {
    if (output.wantsMachine) output.machine(text.trimEnd());
    else process.stdout.write(text);
    return exit.success;
  } finally {
    output.close();
  }
}
