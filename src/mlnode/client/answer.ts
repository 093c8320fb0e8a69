import { CodedError, type ErrorKind } from '../../util/errors.js';

/** Why a call has no result: one of mlnode/11 to mlnode/16. */
export interface CallFailure {
  readonly kind: ErrorKind;
  readonly method: string;
  /** Below `/api/v1`. */
  readonly route: string;
  /** Undefined when no whole answer came. */
  readonly status: number | undefined;
  /** As it came; empty when none did. */
  readonly body: string;
  /** What happened, in one line, with method and route. */
  readonly message: string;
}

/** What a call came to. Failures are values: most callers go on with some of them. */
export type Answer<T> =
  | { readonly ok: true; readonly status: number; readonly body: string; readonly value: T }
  | { readonly ok: false; readonly failure: CallFailure };

/** The value, where a failure is the end. @throws the failure as a CodedError */
export function expectValue<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw errorOf(answer.failure);
}

/** A failure as an error, with words of the caller's own or those of the call. */
export function errorOf(failure: CallFailure, message: string = failure.message): CodedError {
  const { kind, method, route, status, body } = failure;
  return new CodedError(kind, message, { context: { method, route, status, body } });
}
