import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '../../util/errors.js';
import { mkdirAll } from '../../util/mkdirAll.js';
import { mlnodeErrors } from '../errors.js';
import type { RunRecord } from '../validate/record.js';
import { configJson, reportJson } from './reportJson.js';
import { reportText } from './reportText.js';

/** Writes a file whole or not at all. @throws mlnode/28 (cannotWrite) */
export function writeWhole(file: string, text: string): void {
  const beside = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(beside, text);
    renameSync(beside, file);
  } catch (cause) {
    rmSync(beside, { force: true });
    throw cannotWrite(file, cause);
  }
}

/** Makes a folder with all above it. @throws mlnode/28 (cannotWrite) */
export function makeFolder(folder: string): void {
  try {
    mkdirAll(folder);
  } catch (cause) {
    throw cannotWrite(folder, cause);
  }
}

/** JSON as the reports have it. */
export const prettyJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Writes the three reports of a run into its folder. @throws mlnode/28 (cannotWrite) */
export function writeReports(record: RunRecord): {
  readonly config: string;
  readonly report: string;
  readonly text: string;
} {
  const { expDir } = record.plan;
  const [config, report, text] = ['config.json', 'report.json', 'report.txt'].map((name) =>
    join(expDir, `validate_${name}`),
  ) as [string, string, string];
  writeWhole(config, prettyJson(configJson(record)));
  writeWhole(report, prettyJson(reportJson(record)));
  writeWhole(text, `${reportText(record)}\n`);
  return { config, report, text };
}

const cannotWrite = (path: string, cause: unknown): CodedError =>
  new CodedError(mlnodeErrors.cannotWrite, `${path}: ${(cause as Error).message}`, { cause });
