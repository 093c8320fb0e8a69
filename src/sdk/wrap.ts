import { CodedError } from '../util/errors.js';

/** Runs a step; a coded error of it gets a note in front, as the SDK wraps errors: `note: detail: registered text`. */
export function wrapped<T>(note: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const ending = `: ${error.kind.text}`;
    const detail = error.message.endsWith(ending) ? `${note}: ${error.message.slice(0, -ending.length)}` : note;
    throw new CodedError(error.kind, detail, { context: error.context, cause: error });
  }
}
