import type { Command } from 'commander';
import type { GonkaApp } from '../node/openChain.js';
import { withChain } from './chainOf.js';
import { exit } from './failures.js';
import { type CommonFlags, flag, height, verb } from './flags.js';
import { openOutput } from './output.js';

interface StatusFlags extends CommonFlags {
  readonly height?: bigint;
}

/** `status`: what a chain's folder holds, without running anything. */
export function statusVerb(done: (exitCode: number) => void): Command {
  return verb('status', 'profile, height and app hash of the chain in a home', 'gonka-sim status --json -')
    .addOption(flag('--height <h>', 'look back at an earlier height', height))
    .action(async (flags: StatusFlags) => done(await status(flags)));
}

async function status(flags: StatusFlags): Promise<number> {
  const { bytesToHex } = await import('../util/bytes.js');
  const { formatTime } = await import('../sdk/time.js');
  const { getEffectiveEpochIndex } = await import('../keeper/epochs.js');
  const output = openOutput(flags);
  try {
    await withChain(flags, (app, { directory, record }) => {
      const { chainId, profile, genesisHash, lastHeight, lastTime, txs } = app.info;
      const at = flags.height ?? lastHeight;
      const started = lastHeight > 0n;
      const result = {
        schema: 'gonka-sim/status/1',
        chainId,
        profile,
        seed: record.seed,
        home: directory,
        height: Number(at),
        appHash: started ? bytesToHex(hashAt(app, at)).toUpperCase() : '',
        time: formatTime(flags.height === undefined ? lastTime : app.view(at).ctx.block.time),
        epoch: started ? Number(getEffectiveEpochIndex(app.view(at).keepers.inference) ?? 0n) : 0,
        genesisHash,
        txs: { ok: Number(txs.ok), failed: Number(txs.failed) },
      };
      output.machine(JSON.stringify(result));
      output.say(
        [
          `chain      ${chainId}, profile ${profile}, seed ${record.seed}`,
          `height     ${result.height}, epoch ${result.epoch}, ${result.time}`,
          `app hash   ${result.appHash || 'none before the first block'}`,
          `home       ${directory}`,
        ].join('\n'),
      );
    });
    return exit.success;
  } finally {
    output.close();
  }
}

/** An earlier block's hash stands in the block after it. */
function hashAt(app: GonkaApp, height: bigint): Uint8Array {
  const { lastHeight, lastAppHash } = app.info;
  return height === lastHeight ? lastAppHash : app.view(height + 1n).ctx.block.previousAppHash;
}
