// npm run parity [-- DIR] [--until H]: runs a recorded chain again, writes docs/PARITY.md, and shows each difference in words.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { replayAccount } from '../dist/app/replay/account.js';
import { isOfRecording } from '../dist/app/replay/parseRecording.js';

const root = resolve(import.meta.dirname, '..');
const shared = resolve(process.env.GONKA_SIM_SHARED ?? resolve(root, '../shared'));
const [named] = process.argv.slice(2);
const folder = resolve(named ?? join(process.env.GONKA_SIM_VECTORS ?? join(shared, 'vectors'), 'live'));
if (!existsSync(join(folder, 'headers.jsonl'))) {
  console.error(`no recording at ${folder}; name a folder: npm run parity -- DIR`);
  process.exit(1);
}
const names = readdirSync(folder).filter(isOfRecording).sort();
const files = new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
const start = performance.now();
const { page, differences, score } = replayAccount(files);
const seconds = (performance.now() - start) / 1000;
for (const line of differences) console.log(line);
// Another recording's page is only shown: the one in docs belongs to the golden one.
if (named === undefined) writeFileSync(join(root, 'docs/PARITY.md'), page);
else console.log(page);
console.log(`${score.heights} blocks read and run in ${seconds.toFixed(1)} s; app hash equal at ${score.appHashes}`);
process.exit(score.appHashes === score.heights ? 0 : 2);
