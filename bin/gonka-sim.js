#!/usr/bin/env node
import { statSync } from 'node:fs';
import module from 'node:module';

module.enableCompileCache?.(); // Node 22 keeps what it has compiled once
const bundled = new URL('../dist/bin/main.js', import.meta.url);
const compiled = new URL('../dist/cli/main.js', import.meta.url);
const writtenAt = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (writtenAt(compiled) === 0) {
  process.stderr.write('error[gonka-sim/26]: this clone is not built yet: `npm start` or `npm run build` does it\n');
  process.exit(1);
}
// The bundle starts faster; after a build by tsc alone it is behind, and what tsc wrote runs.
const { main } = await import(writtenAt(bundled) >= writtenAt(compiled) ? bundled : compiled);

// Whoever reads may have read enough: `gonka-sim tx | head`.
process.stdout.on('error', ({ code }) => process.exit(code === 'EPIPE' ? 0 : 1));
process.exitCode = await main(process.argv.slice(2));
