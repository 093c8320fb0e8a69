import { CodedError } from '../../src/util/errors.js';

/** What a call complains of, as `codespace/code message`; a call that succeeds says so, anything else surfaces. */
export function complaint(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof CodedError) return `${error.codespace}/${error.code} ${error.message}`;
    throw error;
  }
  return 'no complaint';
}
