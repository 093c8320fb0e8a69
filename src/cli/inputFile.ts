import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CodedError, simErrors } from '../util/errors.js';

/** Text of a file that the user named. */
export function readInput(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'no such file' : message;
    throw new CodedError(simErrors.usage, `${file}: ${reason}`, { cause });
  }
}

/** A file that comes with the package. */
export const shipped = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
