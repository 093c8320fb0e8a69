import { closeSync, openSync, writeSync } from 'node:fs';
import { CodedError, simErrors } from '../util/errors.js';
import type { CommonFlags } from './flags.js';

/** Where a verb's words go: results to standard output, the machine's to a file or there, the rest to standard error. */
export interface Output {
  readonly colour: boolean;
  /** A result for a person. Silent when quiet, and when the machine has standard output for itself. */
  say(text: string): void;
  /** A line of the machine-readable result, when one is wanted. */
  machine(line: string): void;
  /** Whether anybody wants it. */
  readonly wantsMachine: boolean;
  /** Replaces the progress line on a terminal; elsewhere there is none. */
  progress(text: string): void;
  /** Something that a person should know and no result depends on. */
  log(text: string): void;
  close(): void;
}

/** Milliseconds; a person reads no faster. */
const progressInterval = 50;
const clearLine = '\r\u001b[2K';

/** Opens the places that the flags name. */
export function openOutput({ json, quiet = false, color }: CommonFlags): Output {
  const machineOnly = json === '-';
  const file = json === undefined || machineOnly ? undefined : openFile(json);
  const terminal = process.stderr.isTTY === true && !quiet;
  let progressShown = false;
  let nextProgress = 0;
  const endProgress = () => {
    if (progressShown) process.stderr.write(clearLine);
    progressShown = false;
  };
  return {
    colour: color && process.stdout.isTTY === true && !process.env.NO_COLOR,
    wantsMachine: json !== undefined,
    say(text) {
      endProgress();
      if (!quiet && !machineOnly) write(1, `${text}\n`);
    },
    machine(line) {
      if (file !== undefined) writeSync(file, `${line}\n`);
      else if (machineOnly) write(1, `${line}\n`);
    },
    progress(text) {
      if (!terminal || performance.now() < nextProgress) return;
      nextProgress = performance.now() + progressInterval;
      progressShown = true;
      process.stderr.write(clearLine + text.slice(0, (process.stderr.columns || 80) - 1));
    },
    log(text) {
      endProgress();
      if (!quiet) process.stderr.write(`${text}\n`);
    },
    close() {
      endProgress();
      if (file !== undefined) closeSync(file);
    },
  };
}

function openFile(path: string): number {
  try {
    return openSync(path, 'w');
  } catch (cause) {
    throw new CodedError(simErrors.usage, `--json ${path}: ${(cause as Error).message}`, { cause });
  }
}

/** Writes at once, all of it: a line that was reported is out before the next block is made, also through a pipe. */
function write(descriptor: number, text: string): void {
  let rest = Buffer.from(text, 'utf8');
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') process.exit(0); // nobody reads on, as behind `| head`; every commit is whole
      if (code !== 'EAGAIN') throw error;
    }
  }
}
