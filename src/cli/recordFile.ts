import { closeSync, existsSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import type { GonkaApp } from '../node/openChain.js';
import type { CommittedBlock } from '../node/recording/recordRun.js';
import type { RunHead } from '../node/recording/runLog.js';
import { CodedError, simErrors } from '../util/errors.js';

/** The file that a run is recorded in. */
export interface RecordFile {
  /** Adds the last block of the chain. */
  add(block: CommittedBlock): void;
  close(): void;
}

/**
 * Opens the file of `--record`: a new one for a chain at its beginning. A chain that goes on goes on in the file of its
 * blocks so far; what an interrupted run has written beyond them is made again.
 *
 * @throws gonka-sim/26 when the file cannot be written, or lacks blocks that were made already
 */
export async function openRecordFile(path: string, app: GonkaApp, head: RunHead): Promise<RecordFile> {
  const { headLine } = await import('../node/recording/runLog.js');
  const { RunRecorder } = await import('../node/recording/recordRun.js');
  const height = app.info.lastHeight;
  const known = height === 0n ? [headLine(head)] : await linesUntil(path, height);
  const recorder = new RunRecorder(app);
  const file = written(path, () => {
    writeFileSync(path, `${known.join('\n')}\n`);
    return openSync(path, 'a');
  });
  return {
    add: (block) => void writeSync(file, `${recorder.line(block)}\n`),
    close: () => closeSync(file),
  };
}

/**
 * A recording may be made anew; anything else in its place is somebody's file.
 *
 * @throws gonka-sim/26
 */
export async function assertRecordable(path: string): Promise<void> {
  const { readHead } = await import('../node/recording/runLog.js');
  if (!existsSync(path)) return;
  const [first = ''] = written(path, () => readFileSync(path, 'utf8')).split('\n', 1);
  if (first === '') return;
  try {
    readHead(first, path);
  } catch (cause) {
    throw new CodedError(simErrors.usage, `--record ${path}: it holds something else; name another file`, { cause });
  }
}

async function linesUntil(path: string, height: bigint): Promise<string[]> {
  const { readBlock, readHead } = await import('../node/recording/runLog.js');
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
  const [first = '', ...blocks] = lines;
  if (lines.length > 0) readHead(first, `${path}:1`);
  const end = blocks.findIndex((line, index) => readBlock(line, `${path}:${index + 2}`).height === height);
  if (end >= 0) return lines.slice(0, end + 2);
  const detail = `--record ${path}: the chain stands at height ${height}, and the file has not the blocks until there`;
  throw new CodedError(simErrors.usage, `${detail}; name the file of this run, or begin anew`);
}

function written<T>(path: string, open: () => T): T {
  try {
    return open();
  } catch (cause) {
    throw new CodedError(simErrors.usage, `--record ${path}: ${(cause as Error).message}`, { cause });
  }
}
