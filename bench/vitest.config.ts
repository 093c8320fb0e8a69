import { defineConfig } from 'vitest/config';

/** Benches run one after another in one process each, so that they do not measure one another. */
export default defineConfig({
  test: { include: ['bench/**/*.bench.ts'], fileParallelism: false, disableConsoleIntercept: true },
});
