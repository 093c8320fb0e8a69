import { sdkAnte } from '../../app/ante/sdkAnte.js';
import type { BugListener } from '../../app/failure.js';
import { equalBytes } from '../../util/bytes.js';
import { parseGenesisFile } from '../genesisFile.js';
import { type GonkaApp, openChain } from '../openChain.js';
import { changedRoots, rootsOf } from './roots.js';
import { type LoggedBlock, type RunHead, readBlock, readHead } from './runLog.js';

/** A block that was made again, beside the recorded one. */
export interface RemadeBlock {
  readonly recorded: LoggedBlock;
  readonly appHash: Uint8Array;
  /** Whether the state is the recorded one. */
  readonly isEqual: boolean;
  /** Names of the stores whose roots differ; empty when the recording does not tell. */
  readonly differing: readonly string[];
}

export interface RemadeRun {
  readonly head: RunHead;
  readonly chainId: string;
  readonly blocks: Generator<RemadeBlock>;
}

/**
 * Makes the blocks of a recorded run again, from its genesis on, in memory.
 *
 * @param lines of the recording; read as far as blocks are asked for
 * @throws gonka-sim/26 with file and line of what is no recording, gonka-sim/20 and 22 as a chain does when it is opened
 */
export function replayRun(lines: Iterable<string>, file: string, onBug?: BugListener): RemadeRun {
  const rows = numbered(lines, file);
  const first = rows.next();
  const [line, where] = first.done ? ['', `${file}:1`] : first.value;
  const head = readHead(line, where);
  const { profile, onStageFailure, checks } = head;
  const genesis = parseGenesisFile(JSON.stringify(head.genesis), file);
  const ante = checks === 'node' ? sdkAnte : undefined;
  const app = openChain({ genesis, profile, onStageFailure, ante, onBug });
  return { head, chainId: genesis.chainId, blocks: remake(app, rows) };
}

function* remake(app: GonkaApp, rows: Iterable<Row>): Generator<RemadeBlock> {
  const roots = new Map<string, Uint8Array>();
  for (const [line, where] of rows) {
    const recorded = readBlock(line, where);
    const { height, time, proposer, txs } = recorded;
    for (const [name, root] of recorded.roots) roots.set(name, root);
    app.finalizeBlock({ height, time, proposer, txs });
    const { appHash } = app.commit();
    const isEqual = equalBytes(appHash, recorded.appHash);
    yield { recorded, appHash, isEqual, differing: isEqual ? [] : [...changedRoots(roots, rootsOf(app)).keys()] };
  }
}

type Row = readonly [line: string, where: string];

function* numbered(lines: Iterable<string>, file: string): Generator<Row> {
  let number = 0;
  for (const line of lines) {
    number += 1;
    if (line !== '') yield [line, `${file}:${number}`];
  }
}
