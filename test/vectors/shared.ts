import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder of seeds, data and vectors beside the checkout; a user's clone has none, and tests that need it skip. */
export const sharedFolder = resolve(process.env.GONKA_SIM_SHARED ?? resolve(import.meta.dirname, '../../../shared'));
export const vectorsFolder = resolve(process.env.GONKA_SIM_VECTORS ?? resolve(sharedFolder, 'vectors'));
export const haveVectors = existsSync(vectorsFolder);
export const dataFolder = resolve(sharedFolder, 'data');
export const haveData = existsSync(dataFolder);

// biome-ignore lint/suspicious/noExplicitAny: vector files are foreign JSON, each of a form of its own
export type VectorCase = any;

/** A vector file as it stands on disk; `cases` or several lists (`casesOf`), other fields as its `format` says. */
export interface VectorFile {
  readonly pins: string;
  readonly cases: readonly VectorCase[];
  readonly [field: string]: unknown;
}

/** The cases of a file; where they stand in several lists instead, each says in `list` from which one it is. */
export const casesOf = (file: Partial<VectorFile>): readonly VectorCase[] =>
  file.cases ??
  Object.entries(file).flatMap(([list, entries]) =>
    Array.isArray(entries) ? entries.map((entry: VectorCase) => ({ list, ...entry })) : [],
  );

/** Checks one case: returns when it holds, throws (an assertion) when not, and throws on a form it does not know. */
export type CheckCase = (vectorCase: VectorCase, file: VectorFile) => void;

/** The files that one room of the house answers for: file name -> how a case of it is checked. */
export type VectorTable = Readonly<Record<string, CheckCase>>;

/** All files below the folder, as paths relative to it; a recorded tool run counts as one folder. */
export function vectorFiles(): string[] {
  const names = readdirSync(vectorsFolder, { withFileTypes: true, recursive: true });
  return names
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(vectorsFolder.length + 1))
    .filter((name) => !name.endsWith('README.md'))
    .sort();
}
