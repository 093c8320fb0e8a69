import { gasErrors } from '../store/gas.js';
import { CodedError } from '../util/errors.js';
import { undefinedErrors } from './errors.js';

/** Whether the SDK would have thrown it as a panic, past everything that wraps errors: out of gas, and code 111222. */
export function isPanic({ kind }: CodedError): boolean {
  if (kind === gasErrors.outOfGas) return true;
  const { codespace, code } = undefinedErrors.panic;
  return kind.code === code && kind.codespace === codespace;
}

/** Whether a handler may answer an error instead of failing with it; what the SDK panics with ends the transaction. */
export function isReturned(error: unknown): error is CodedError {
  return error instanceof CodedError && !isPanic(error);
}

/** The same error behind a phrase that says where it happened, as the SDK wraps errors: `phrase: detail: registered text`. */
export function wrapped(error: CodedError, phrase: string): CodedError {
  const ending = `: ${error.kind.text}`;
  const detail = error.message.endsWith(ending) ? `${phrase}: ${error.message.slice(0, -ending.length)}` : phrase;
  return new CodedError(error.kind, detail, { context: error.context, cause: error });
}

/** Runs a step; an error that it returns gets a phrase in front. */
export function within<T>(phrase: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw isReturned(error) ? wrapped(error, phrase) : error;
  }
}
