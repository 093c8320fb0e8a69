import type { Command } from 'commander';
import { exit } from './failures.js';
import { type CommonFlags, verb } from './flags.js';
import { readInput } from './inputFile.js';
import { openOutput } from './output.js';

/** `genesis validate FILE`: every fault with its JSON path. */
export function validateVerb(done: (exitCode: number) => void): Command {
  return verb('validate', 'check a genesis file', 'gonka-sim genesis validate genesis.json')
    .argument('<file>', 'the genesis file')
    .action(async (file: string, flags: CommonFlags) => done(await validate(file, flags)));
}

async function validate(file: string, flags: CommonFlags): Promise<number> {
  const { checkGenesis } = await import('../node/checkGenesis.js');
  const text = readInput(file);
  const output = openOutput(flags);
  try {
    const faults = checkGenesis(text, file);
    const result = { schema: 'gonka-sim/genesis-check/1', file, valid: faults.length === 0, faults };
    output.machine(JSON.stringify(result));
    for (const { path, problem } of faults) {
      process.stderr.write(`error[gonka-sim/20]: ${file}: ${path === '' ? '' : `${path}: `}${problem}\n`);
    }
    if (faults.length > 0) return exit.usage;
    output.say(`${file} is a valid genesis`);
    return exit.success;
  } finally {
    output.close();
  }
}
