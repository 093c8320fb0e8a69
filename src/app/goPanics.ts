import { undefinedErrors } from '../types/errors.js';
import { CodedError } from '../util/errors.js';

// Where the deployed chain's code panics on a transaction, ours throws what the chain makes of it: code 111222, without
// the stack trace.

export function goPanic(text: string): CodedError {
  return new CodedError(undefinedErrors.panic, `recovered: ${text}`);
}

export const nilPointer = (): CodedError => goPanic('runtime error: invalid memory address or nil pointer dereference');

export const indexOutOfRange = (index: number, length: number): CodedError =>
  goPanic(`runtime error: index out of range [${index}] with length ${length}`);
