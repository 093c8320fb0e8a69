// npm run check: everything that must hold beside the tests. Each row is one command; all run, the failures are named.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const node = process.execPath;
const rows = [
  ['types', [node, 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']],
  ['lint and format', [node, 'node_modules/@biomejs/biome/bin/biome', 'check', '.']],
  ['proto: lint, breaking changes, generated code', [node, 'scripts/check-proto.mjs']],
  ['floors and determinism', [node, 'node_modules/vitest/vitest.mjs', 'run', 'test/tidy.test.ts', '--reporter=dot']],
];

const failed = [];
for (const [title, [command, ...args]] of rows) {
  const run = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  console.log(`${run.status === 0 ? 'ok    ' : 'FAILED'} ${title}`);
  if (run.status === 0) continue;
  failed.push(title);
  console.log(`${run.stdout}${run.stderr}`.trim());
}
process.exit(failed.length === 0 ? 0 : 1);
