import { undefinedErrors } from '../types/errors.js';
import { CodedError } from '../util/errors.js';

/** Told about every throw that is not a coded error, which is a bug. A test's listener throws it on. */
export type BugListener = (bug: unknown, where: string) => void;

/** The listener for tests: a bug ends the test where it happens. */
export const surfaceBugs: BugListener = (bug) => {
  throw bug;
};

/**
 * A failure as a client sees it. A bug becomes what the SDK makes of a panic, code 111222 of codespace `undefined`,
 * without the stack trace that a node would add: the log must not depend on the machine.
 */
export function codedFailure(error: unknown, where: string, onBug: BugListener | undefined): CodedError {
  if (error instanceof CodedError) return error;
  onBug?.(error, where);
  const text = error instanceof Error ? error.message : String(error);
  return new CodedError(undefinedErrors.panic, `recovered: ${text}`, { cause: error });
}
