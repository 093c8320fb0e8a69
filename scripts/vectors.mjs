// npm run vectors -- DIR: the vector suite on any folder of the form of ../shared/vectors (that one when none is named).
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const [folder] = process.argv.slice(2);
const env = { ...process.env };
if (folder !== undefined) env.GONKA_SIM_VECTORS = resolve(folder);
const shown = env.GONKA_SIM_VECTORS ?? resolve(env.GONKA_SIM_SHARED ?? resolve(root, '../shared'), 'vectors');
if (!existsSync(shown)) {
  console.error(`no vectors at ${shown}; name a folder: npm run vectors -- DIR`);
  process.exit(1);
}
const vitest = resolve(root, 'node_modules/vitest/vitest.mjs');
const args = [vitest, 'run', 'test/vectors/vectors.test.ts'];
const run = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
process.exit(run.status ?? 1);
