import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLevelBackend } from '../src/store/levelBackend.js';
import { benchThousand, epochsOn, switched, target, thousand } from './epochPlans.js';

const directory = mkdtempSync(join(tmpdir(), 'gonka-sim-bench-'));
const backend = await openLevelBackend(directory);
const kept = switched(thousand.shape, { backend, pruning: { keepRecent: 10, interval: 10 } });
const drain = () => kept.app.drain();
const chain = epochsOn('in LevelDB, written beside the next block', kept, thousand, drain);
await benchThousand(chain, 'LevelDB', { [target]: 15_000, stretch: 7000 });
await kept.app.flush();
await backend.close();
rmSync(directory, { recursive: true });
