import type { Command } from 'commander';
import { withChain } from './chainOf.js';
import { exit } from './failures.js';
import { type CommonFlags, flag, height, verb } from './flags.js';
import { openOutput } from './output.js';

interface ExportFlags extends CommonFlags {
  readonly height?: bigint;
}

/** `genesis export`: the state at a height as a genesis file that a chain goes on from. */
export function exportVerb(done: (exitCode: number) => void): Command {
  return verb(
    'export',
    'print the state of a chain as a genesis file',
    'gonka-sim genesis export --height 120 > at120.json',
  )
    .addOption(flag('--height <h>', 'the height to export (default: the last one)', height))
    .action(async (flags: ExportFlags) => done(await exportGenesis(flags)));
}

async function exportGenesis(flags: ExportFlags): Promise<number> {
  const { exportedGenesisText } = await import('../node/exportGenesis.js');
  const output = openOutput(flags);
  try {
    await withChain(flags, (app) => {
      const text = exportedGenesisText(app, flags.height);
      if (output.wantsMachine) output.machine(text.trimEnd());
      else process.stdout.write(text);
    });
    return exit.success;
  } finally {
    output.close();
  }
}
