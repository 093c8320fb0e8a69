// Part of npm run check: the schema is well formed, still reads what earlier versions wrote, and src/gen comes from it.
// After a release: buf build proto --path proto/inference --exclude-source-info -o proto/baseline.binpb renews what "breaking" compares with.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const buf = join(root, 'node_modules/.bin/buf');
const scratch = mkdtempSync(join(tmpdir(), 'gonka-sim-proto-'));
const image = join(scratch, 'image.binpb');
// Bytes and JSON must stay readable; a comment or a file may move. An image carries no buf.yaml, so the rule stands here.
const breaking = JSON.stringify({ version: 'v2', breaking: { use: ['WIRE_JSON'] } });
const rows = [
  ['lint', buf, ['lint']],
  ['build', buf, ['build', 'proto', '--path', 'proto/inference', '--exclude-source-info', '--output', image]],
  ['breaking changes', buf, ['breaking', image, '--config', breaking, '--against', 'proto/baseline.binpb']],
  ['generated code', process.execPath, ['scripts/gen.mjs', '--check']],
];

let failed = false;
for (const [title, command, args] of rows) {
  const run = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  if (run.status === 0) continue;
  failed = true;
  console.error(`${title}:\n${run.error?.message ?? `${run.stdout}${run.stderr}`.trim()}`);
}
rmSync(scratch, { recursive: true });
process.exit(failed ? 1 : 0);
