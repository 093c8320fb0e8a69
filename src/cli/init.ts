import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { exit } from './failures.js';
import { type CommonFlags, flag, verb, wholeNumber } from './flags.js';
import { createHome, defaultHome, genesisIn } from './home.js';
import { openOutput } from './output.js';

interface InitFlags extends CommonFlags {
  readonly chainId?: string;
  readonly profile?: string;
  readonly accounts: number;
  readonly mnemonic?: string;
}

/** `init`: the folder of a fresh chain, with its genesis and its validator's key, to be edited before it is started. */
export function initVerb(done: (exitCode: number) => void): Command {
  return verb('init', 'make the folder of a fresh chain without starting it', 'gonka-sim init --home /tmp/chain')
    .addOption(flag('--chain-id <id>', 'name of the chain (default: gonka-sim-1)'))
    .addOption(flag('--profile <name>', 'rules of the chain (default: proposal)'))
    .addOption(flag('--accounts <n>', 'how many accounts genesis funds', wholeNumber(1)).default(10))
    .addOption(flag('--mnemonic <words>', 'whose accounts they are (default: test … junk)'))
    .action(async (flags: InitFlags) => done(await init(flags)));
}

async function init(flags: InitFlags): Promise<number> {
  const { freshGenesis } = await import('../nodeEntry.js');
  const { validatorKeyFile } = await import('../node/nodeKeys.js');
  const { consensusSeedOfAccount } = await import('../node/signers.js');
  const { chainId, profile, accounts, mnemonic } = flags;
  const genesis = await freshGenesis({ chainId, profile, accounts, mnemonic });
  const { directory } = await createHome(flags.home ?? defaultHome(), { seed: '1', profile, goOn: false, genesis });
  const validatorKey = join(directory, 'config', 'priv_validator_key.json');
  writeFileSync(validatorKey, validatorKeyFile(consensusSeedOfAccount(0)), { mode: 0o600 });
  const output = openOutput(flags);
  const file = genesisIn(directory);
  output.machine(JSON.stringify({ schema: 'gonka-sim/init/1', home: directory, genesis: file, validatorKey }));
  output.say(`home       ${directory}\ngenesis    ${file}\nvalidator  ${validatorKey}`);
  output.say(`start it with: gonka-sim node --home ${directory}`);
  output.close();
  return exit.success;
}
