import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sdkAnte } from '../src/app/ante/sdkAnte.js';
import { parseRecording } from '../src/app/replay/parseRecording.js';
import type { Recording } from '../src/app/replay/recording.js';
import { replay } from '../src/app/replay/replay.js';
import { deployed } from '../src/module/profiles.js';
import type { Backend } from '../src/store/backend.js';
import { openLevelBackend } from '../src/store/levelBackend.js';
import { MultiStore } from '../src/store/multiStore.js';
import { Value } from '../src/store/value.js';
import { readRecordingFiles } from '../test/parity/recordingFiles.js';
import { vectorsFolder } from '../test/vectors/shared.js';
import { compare } from './harness.js';

// The golden recording, its blocks made again with all their transactions: signatures, gas, events, 31 stores, and every
// write held against the recorded one. The real node's figures are for blocks without transactions (performance.md, 11).

/** The least there is to do: the recorded writes put into the stores, hashed and committed, and nothing computed. */
function writesAlone({ stores: names, blocks }: Recording, backend?: Backend): void {
  const stores = new MultiStore({ stores: names, ...(backend && { backend }) });
  for (const { writes } of blocks) {
    for (const [name, changes] of writes) {
      const store = stores.store(name);
      for (const [key, value] of changes) value ? store.set(key, Value.ofBytes(value)) : store.delete(key);
    }
    stores.commit();
  }
}

function wholeReplay(recording: Recording, backend?: Backend): void {
  const store = backend && { backend };
  const rules = { profile: deployed, bech32Prefix: 'gonka', denom: 'ngonka', ante: sdkAnte };
  const { blocks } = replay({ recording, ...rules, ...(store && { store }) });
  for (const { recorded, differences } of blocks) {
    if (differences.length > 0) throw new Error(`height ${recorded.height} came out differently`);
  }
}

async function withLevel(work: (backend: Backend) => void): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'gonka-sim-bench-'));
  const backend = await openLevelBackend(directory);
  work(backend);
  await backend.close();
  rmSync(directory, { recursive: true });
}

const folder = join(vectorsFolder, 'live');
if (existsSync(folder)) {
  const recording = parseRecording(readRecordingFiles(folder));
  const { length } = recording.blocks;
  const txs = recording.blocks.reduce((sum, block) => sum + block.txs.length, 0);
  const options = { rounds: 5, per: { count: length, unit: '/block' } };
  const goals = (go: number) => ({ 'floor: the real node, empty block': go, 'goal: twice as fast': go / 2 });
  await compare(
    `the recorded chain made again, ${length} blocks with ${txs} transactions, in memory`,
    [
      { name: 'the recorded writes alone, committed', run: () => writesAlone(recording) },
      { name: 'the whole replay', run: () => wholeReplay(recording) },
    ],
    { ...options, beside: goals(1.5) },
  );
  await compare(
    'the same, kept in LevelDB',
    [
      { name: 'the recorded writes alone, committed', run: () => withLevel((level) => writesAlone(recording, level)) },
      { name: 'the whole replay', run: () => withLevel((level) => wholeReplay(recording, level)) },
    ],
    { ...options, beside: goals(2.7) },
  );
} else {
  console.log(`\nthe recorded chain made again: left out, there is no recording at ${folder}`);
}
