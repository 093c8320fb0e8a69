import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exit } from './failures.js';
import type { CommonFlags } from './flags.js';
import { openOutput } from './output.js';

/** What both forms of `replay` are told. */
export interface ReplayFlags extends CommonFlags {
  readonly differences: number;
}

/** `replay DIR`: runs the recording of a real node again under the deployed rules, store by store. */
export async function replayFolder(folder: string, flags: ReplayFlags): Promise<number> {
  const { replayAccount } = await import('../app/replay/account.js');
  const { isOfRecording } = await import('../app/replay/parseRecording.js');
  const output = openOutput(flags);
  try {
    const names = readdirSync(folder).filter(isOfRecording).sort();
    const files = new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
    const { score, differences } = replayAccount(files, {
      onBlock: ({ recorded }) => output.progress(`block ${recorded.height}`),
      onBug: (bug, where) => output.log(`warning: a bug in ${where}: ${bug}`),
    });
    const { chainId, heights, appHashes, stores, txs, gas } = score;
    const computed = stores.filter(({ origin }) => origin === 'computed');
    const equal = computed.filter(({ differsAt }) => differsAt.length === 0).length;
    const [first] = computed.flatMap(({ differsAt }) => differsAt).sort((a, b) => (a < b ? -1 : 1));
    output.machine(
      JSON.stringify({
        schema: 'gonka-sim/replay/1',
        chainId,
        profile: 'gonka-2025-08',
        blocks: heights,
        equal: appHashes,
        stores: { all: stores.length, computed: computed.length, equal },
        txs: { all: txs.of, equal: txs.equal, sameGas: gas.equal },
        ...(first !== undefined && { divergence: { height: Number(first), differences: differences.length } }),
        differences: differences.slice(0, flags.differences),
      }),
    );
    output.say(
      [
        ...differences.slice(0, flags.differences),
        ...(differences.length > flags.differences ? [`… and ${differences.length - flags.differences} more`] : []),
        `${heights} blocks made again, ${appHashes} with the recorded app hash`,
        `stores     ${computed.length} of ${stores.length} computed, ${equal} of them equal at every height`,
        `txs        ${txs.equal} of ${txs.of} with the recorded result, ${gas.equal} with exactly the recorded gas`,
        ...(first === undefined ? [] : [`diverged first at height ${first}`]),
      ].join('\n'),
    );
    return first === undefined && appHashes === heights && txs.equal === txs.of ? exit.success : exit.checkFailed;
  } finally {
    output.close();
  }
}
