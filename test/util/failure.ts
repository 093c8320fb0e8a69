import { CodedError } from '../../src/util/errors.js';

/** What a call fails with, as `codespace/code`; a call that succeeds or throws anything else surfaces. */
export function failure(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof CodedError) return `${error.codespace}/${error.code}`;
    throw error;
  }
  return 'no failure';
}
