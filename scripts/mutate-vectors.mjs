// node scripts/mutate-vectors.mjs [SEED] [COUNT]: turns single bits of the vectors and counts which the suite catches.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const [seed = String(process.hrtime.bigint()), count = '24'] = process.argv.slice(2);
const env = { ...process.env, MUTATION_SEED: seed, MUTATION_COUNT: count };
const vitest = resolve(root, 'node_modules/vitest/vitest.mjs');
const args = [vitest, 'run', 'test/vectors/mutation.test.ts'];
process.exit(spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' }).status ?? 1);
