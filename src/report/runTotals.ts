import type { EpochReport, RunEnd, RunStart } from '../network/runRecord.js';
import { coins, grouped, paint, type Style } from './format.js';
import { undoneStages } from './happeningLines.js';

/** The first line of a run: which chain, under which rules, from which seed. */
export function runHead({ chainId, profile, seed, genesisHash }: RunStart, style: Style): string {
  const chain = paint(style, 'bold', chainId);
  return `${chain}  profile ${profile}, seed ${seed}, genesis ${genesisHash.slice(0, 16)}…`;
}

/** How long a run took, by the clock of whoever ran it. */
export interface Pace {
  readonly seconds: number;
  readonly blocks: number;
}

/** What a run came to: blocks, transactions, money, and the hash by which two runs are compared. */
export function runTotals(end: RunEnd, epochs: readonly EpochReport[], pace: Pace, style: Style): string {
  const minted = epochs.reduce((sum, epoch) => sum + epoch.minted, 0n);
  const settled = epochs.reduce((sum, epoch) => sum + epoch.settled, 0n);
  const failed = end.txs.failed === 0 ? 'none failed' : `${grouped(end.txs.failed)} failed`;
  const undone = undoneStages(epochs, end);
  const speed = pace.seconds > 0 ? `, ${grouped(Math.round(pace.blocks / pace.seconds))} a second` : '';
  return [
    paint(style, 'bold', 'Total'),
    `  ${epochs.length} ${epochs.length === 1 ? 'epoch' : 'epochs'} and ${grouped(pace.blocks)} blocks in ${pace.seconds.toFixed(1)} s${speed}`,
    `  ${grouped(end.txs.ok + end.txs.failed)} transactions since genesis, ${failed}`,
    ...(undone === 0
      ? []
      : [
          paint(
            style,
            'yellow',
            `  ${undone === 1 ? '1 stage failed and was' : `${undone} stages failed and were`} undone`,
          ),
        ]),
    `  minted ${coins(minted)}, settled ${coins(settled)} coins`,
    `  height ${end.height}, app hash ${paint(style, 'cyan', end.appHash)}`,
  ].join('\n');
}
