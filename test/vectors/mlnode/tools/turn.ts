import type { RecordedRun } from './recordedRun.js';

/**
 * Where this tool does on purpose what upstream's does not. Each turns the recording of its scenarios into what is expected
 * here; whatever a difference does not name must be as recorded. Rows of docs/mlnode-validate.md, by `name`.
 */
export interface Difference {
  readonly name: string;
  readonly scenarios: readonly string[];
  readonly turn: (run: RecordedRun) => void;
}

export type Line = string | RegExp;
export const rule = '='.repeat(70);

/** Lines with other ones in the place of one. */
export const on = (lines: readonly Line[], line: string, ...instead: Line[]): Line[] =>
  lines.flatMap((each) => (each === line ? instead : [each]));

/** Changes the report on standard output and, the same way, the one in the file. */
export function turnReport(run: RecordedRun, change: (lines: readonly Line[]) => readonly Line[]): void {
  run.stdout = change(run.stdout);
  const text = run.files.get('validate_report.txt');
  if (text !== undefined) reports.set(run, change(reports.get(run) ?? text.replace(/\n$/, '').split('\n')));
}

/** The expected text report, where a difference changes it. */
export const reports = new WeakMap<RecordedRun, readonly Line[]>();

/** Lines that come before the rule at the end of the report. */
export const warned =
  (...warnings: Line[]) =>
  (run: RecordedRun) =>
    turnReport(run, (lines) => {
      const last = lines.lastIndexOf(rule);
      return [...lines.slice(0, last), ...warnings, ...lines.slice(last)];
    });

/** Refused before anything is asked of the node. */
export const refusedAtOnce = (name: string, stderr: readonly RegExp[], ...scenarios: string[]): Difference => ({
  name,
  scenarios,
  turn: (run) => {
    run.exitCode = 1;
    run.calls = [];
    run.stdout = [];
    run.stderr = stderr;
    run.files.clear();
  },
});

/** The last line of an error: its code. */
export const coded = /^ {2}code: {6}mlnode\/\d+$/;
