import { createReadStream } from 'node:fs';
import { CodedError } from '../../util/errors.js';
import { validationErrors } from '../errors.js';
import type { ValidationRecord } from './record.js';
import { parseRecord } from './recordJson.js';

/** A record and the line of its file, from 1 on. */
export interface RecordAtLine {
  readonly line: number;
  readonly record: ValidationRecord;
}

/**
 * Reads records one by one, so that a file may be larger than memory. Empty lines are passed over.
 *
 * @param onFault what to do about a line that is not a record; by default it is thrown
 * @throws recordInvalid with file, line and path
 */
export async function* readRecords(
  file: string,
  onFault: (fault: CodedError, line: number) => void = rethrow,
): AsyncGenerator<RecordAtLine, void, void> {
  yield* recordsOf(linesOf(file), file, onFault);
}

/** The same from lines that somebody else reads. */
export async function* recordsOf(
  lines: AsyncIterable<string> | Iterable<string>,
  source: string,
  onFault: (fault: CodedError, line: number) => void = rethrow,
): AsyncGenerator<RecordAtLine, void, void> {
  let line = 0;
  for await (const text of lines) {
    line++;
    const content = line === 1 ? text.replace(/^\uFEFF/, '') : text;
    if (content.trim() === '') continue;
    let record: ValidationRecord;
    try {
      record = parseRecord(content, `${source}:${line}`);
    } catch (fault) {
      if (!(fault instanceof CodedError)) throw fault;
      onFault(fault, line);
      continue;
    }
    yield { line, record };
  }
}

function rethrow(fault: CodedError): never {
  throw fault;
}

/**
 * The lines of a text file, parted at line feeds only: `node:readline` also parts at U+2028 and U+2029, which stand
 * unescaped in the tokens of real records.
 *
 * @throws recordInvalid when the file cannot be read
 */
export async function* linesOf(file: string): AsyncGenerator<string, void, void> {
  let begun = '';
  try {
    for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
      const lines = (chunk as string).split('\n');
      lines[0] = begun + lines[0]!;
      begun = lines.pop()!;
      yield* lines;
    }
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (typeof code !== 'string') throw cause;
    throw new CodedError(validationErrors.recordInvalid, `${file}: ${code === 'ENOENT' ? 'no such file' : message}`, {
      cause,
    });
  }
  if (begun !== '') yield begun;
}
