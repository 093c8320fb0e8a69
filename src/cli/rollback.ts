import type { Command } from 'commander';
import { CodedError, simErrors } from '../util/errors.js';
import { withChain } from './chainOf.js';
import { exit } from './failures.js';
import { type CommonFlags, flag, height, verb } from './flags.js';
import { openOutput } from './output.js';

interface RollbackFlags extends CommonFlags {
  readonly height?: bigint;
}

/** `rollback`: takes back the last block, or all blocks after a height. */
export function rollbackVerb(done: (exitCode: number) => void): Command {
  return verb('rollback', 'go back to an earlier height, for good', 'gonka-sim rollback --height 120')
    .addOption(flag('--height <h>', 'the height to go back to (default: the one before the last)', height))
    .action(async (flags: RollbackFlags) => done(await rollback(flags)));
}

async function rollback(flags: RollbackFlags): Promise<number> {
  const { bytesToHex } = await import('../util/bytes.js');
  const output = openOutput(flags);
  try {
    await withChain(flags, async (app) => {
      const { lastHeight } = app.info;
      const target = flags.height ?? lastHeight - 1n;
      if (target < 1n || target > lastHeight) {
        throw new CodedError(simErrors.heightUnavailable, `no height ${target} below the last one, ${lastHeight}`);
      }
      app.rollbackTo(target);
      await app.flush();
      const appHash = bytesToHex(app.info.lastAppHash).toUpperCase();
      output.machine(JSON.stringify({ schema: 'gonka-sim/rollback/1', height: Number(target), appHash }));
      output.say(`rolled back to height ${target}, app hash ${appHash}`);
    });
    return exit.success;
  } finally {
    output.close();
  }
}
