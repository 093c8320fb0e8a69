// Puts the command line with all that it imports into few files, dist/bin: a node starts in half the time, because loading and
// linking nine hundred small modules takes longer than running them. Called by scripts/setup.mjs and npm run build, after tsc.
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';

const dist = resolve(import.meta.dirname, '../dist');
const bundle = await rolldown({
  // Files that find others by import.meta.url stand two folders below the package, as they do in dist/cli.
  input: { main: join(dist, 'cli/main.js'), voteWorker: join(dist, 'validation/vote/voteWorker.js') },
  platform: 'node',
  // Native code, what a node never loads, and what Fastify mentions without using it here.
  external: ['level', 'echarts', '@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler'],
  checks: { ineffectiveDynamicImport: false },
});
rmSync(join(dist, 'bin'), { recursive: true, force: true });
await bundle.write({
  dir: join(dist, 'bin'),
  chunkFileNames: 'chunk-[hash].js',
  minify: true,
});
await bundle.close();
