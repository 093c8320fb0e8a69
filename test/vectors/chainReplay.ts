import { join } from 'node:path';
import { expect } from 'vitest';
import { surfaceBugs } from '../../src/app/failure.js';
import { replayAccount } from '../../src/app/replay/account.js';
import { readRecordingFiles } from '../parity/recordingFiles.js';
import type { FolderRow } from './suite.js';

/** Runs a recorded chain again from its genesis and transactions. The first differences are told in words. */
function checkChain(folder: string): void {
  const { score, differences } = replayAccount(readRecordingFiles(join(folder, 'live')), { onBug: surfaceBugs });
  expect(differences.slice(0, 5), 'store writes that came out differently').toEqual([]);
  const unequal = score.messages.filter(({ results: { equal, of } }) => equal < of);
  expect(unequal.map(({ type, because }) => [type, ...because])).toEqual([]);
  expect(score.appHashes).toBe(score.heights);
  expect(score.validatorUpdates.equal).toBe(score.validatorUpdates.of);
}

export const chainReplayRows: readonly FolderRow[] = [
  {
    kind: 'folder',
    title: 'the recorded chain, run again: every store write, app hash, transaction result and change of validators',
    matches: (file) => /^live\/(genesis\.json|(txs|headers|blocks)\.jsonl)$/.test(file),
    check: checkChain,
  },
];
