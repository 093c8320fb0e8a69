import { gasErrors } from '../store/gas.js';
import { undefinedErrors } from '../types/errors.js';
import { CodedError } from '../util/errors.js';

/**
 * Whether a handler may answer an error instead of failing with it. What the SDK panics with, being out of gas above all,
 * ends the transaction whoever is in between.
 */
export function isReturned(error: unknown): error is CodedError {
  if (!(error instanceof CodedError) || error.kind === gasErrors.outOfGas) return false;
  const { codespace, code } = undefinedErrors.panic;
  return error.codespace !== codespace || error.code !== code;
}

/** The same error with words in front, as the SDK wraps it. */
export function wrapped(error: CodedError, prefix: string): CodedError {
  const ending = `: ${error.kind.text}`;
  const detail = error.message.endsWith(ending) ? `${prefix}: ${error.message.slice(0, -ending.length)}` : prefix;
  return new CodedError(error.kind, detail, { context: error.context, cause: error });
}
