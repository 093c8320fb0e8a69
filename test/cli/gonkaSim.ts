import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export const inRoot = (path: string): string => resolve(root, path);

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line, as a user does; `npm test` builds it first. HOME is a folder of the test's own. */
export function gonkaSim(args: readonly string[], options: { home: string; env?: object }): Promise<Outcome> {
  const env = { PATH: process.env.PATH, HOME: options.home, ...options.env };
  return new Promise((done) => {
    execFile(
      process.execPath,
      [inRoot('bin/gonka-sim.js'), ...args],
      { env, maxBuffer: 1 << 26 },
      (error, stdout, stderr) => done({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

/** A folder that is gone after `use`. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'gonka-sim-test-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The lines of a JSON Lines text. */
// biome-ignore lint/suspicious/noExplicitAny: what a test looks at is what it expects there
export const jsonLines = (text: string): any[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
