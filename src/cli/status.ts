import type { Command } from 'commander';
import type { GonkaApp } from '../node/openChain.js';
import { CodedError, simErrors } from '../util/errors.js';
import { withChain } from './chainOf.js';
import { exit } from './failures.js';
import { type CommonFlags, flag, height, verb } from './flags.js';
import { openOutput } from './output.js';

interface StatusFlags extends CommonFlags {
  readonly height?: bigint;
  readonly node?: string;
}

/** `status`: what a chain's folder holds, without running anything. */
export function statusVerb(done: (exitCode: number) => void): Command {
  return verb('status', 'profile, height and app hash of the chain in a home', 'gonka-sim status --json -')
    .addOption(flag('--height <h>', 'look back at an earlier height', height))
    .addOption(flag('--node <url>', 'ask a running node instead, at its RPC port'))
    .action(async ({ node, ...flags }: StatusFlags) => {
      done(node === undefined ? await status(flags) : await nodeStatus({ ...flags, node }));
    });
}

async function status(flags: StatusFlags): Promise<number> {
  const { bytesToHex } = await import('../util/bytes.js');
  const { formatTime } = await import('../sdk/time.js');
  const { getEffectiveEpochIndex } = await import('../keeper/epochs.js');
  const { secp256k1Engine } = await import('../util/secp256k1.js');
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
        signatures: secp256k1Engine().name,
        txs: { ok: Number(txs.ok), failed: Number(txs.failed) },
      };
      output.machine(JSON.stringify(result));
      output.say(
        [
          `chain      ${chainId}, profile ${profile}, seed ${record.seed}`,
          `height     ${result.height}, epoch ${result.epoch}, ${result.time}`,
          `app hash   ${result.appHash || 'none before the first block'}`,
          `signatures checked by ${result.signatures}`,
          `home       ${directory}`,
        ].join('\n'),
      );
    });
    return exit.success;
  } finally {
    output.close();
  }
}

/** What a running node says of itself, as the RPC has it. */
async function nodeStatus(flags: CommonFlags & { readonly node: string }): Promise<number> {
  const { nodeUrl, withClient } = await import('./chain/connection.js');
  const asked = { ...flags, output: 'text' } as const;
  // Asked once as a client does, so that a port of something else is told as such.
  await withClient(asked, async () => undefined);
  const answer = (await (await fetch(`${nodeUrl(asked)}/status`)).json()) as { readonly result: NodeAnswer };
  const { node_info: about, sync_info: sync } = answer.result;
  const output = openOutput(flags);
  output.machine(JSON.stringify(answer.result));
  output.say(
    [
      `chain      ${about.network}, node ${about.moniker}`,
      `height     ${sync.latest_block_height}, ${sync.latest_block_time}`,
      `app hash   ${sync.latest_app_hash} (of the state before this block, as its header has it)`,
    ].join('\n'),
  );
  output.close();
  return exit.success;
}

interface NodeAnswer {
  readonly node_info: { readonly network: string; readonly moniker: string };
  readonly sync_info: {
    readonly latest_block_height: string;
    readonly latest_block_time: string;
    readonly latest_app_hash: string;
  };
}

/** An earlier block's hash stands in the block after it. */
function hashAt(app: GonkaApp, height: bigint): Uint8Array {
  const { lastHeight, lastAppHash } = app.info;
  if (height > lastHeight)
    throw new CodedError(simErrors.heightUnavailable, `height ${height}: the last one is ${lastHeight}`);
  return height === lastHeight ? lastAppHash : app.view(height + 1n).ctx.block.previousAppHash;
}
