// npm run bench [-- NAME ...]: compiles bench/*.bench.ts with what they measure, and runs them one by one in fresh processes;
// the last shows the yardstick that all the others use.
import { spawnSync } from 'node:child_process';
import { copyFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const out = resolve(root, 'node_modules/.bench');
const tsc = resolve(root, 'node_modules/typescript/bin/tsc');
const compiled = spawnSync(process.execPath, [tsc, '-p', 'bench/tsconfig.json', '--outDir', out], {
  cwd: root,
  stdio: 'inherit',
});
if (compiled.status !== 0) process.exit(1);
copyFileSync(resolve(root, 'package.json'), resolve(out, 'package.json')); // the node tells its version

/** As `npm start` does: blocks leave much behind that dies a few blocks later, and is then not carried about. */
const youngSpace = '--max-semi-space-size=64';

const wanted = process.argv.slice(2);
const yardstick = 'yardstick.bench';
const found = readdirSync(resolve(root, 'bench'))
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -3))
  .filter((name) => name !== yardstick && (wanted.length === 0 || wanted.some((part) => name.includes(part))));
const names = [...found, yardstick];
let failed = false;
for (const name of names) {
  const args = ['--expose-gc', youngSpace, resolve(out, 'bench', `${name}.js`)];
  failed = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status !== 0 || failed;
}
process.exit(failed ? 1 : 0);
