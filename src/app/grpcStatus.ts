import { sdkErrors, undefinedErrors } from '../types/errors.js';
import { grpcCodespace } from '../types/queryStatus.js';
import { CodedError, type ErrorKind } from '../util/errors.js';

/** Codes of gRPC by name, and the SDK's error that a query shows for each; any other is an unknown request. */
const statuses: Readonly<Record<number, readonly [name: string, kind: ErrorKind]>> = {
  1: ['Canceled', sdkErrors.unknownRequest],
  2: ['Unknown', sdkErrors.unknownRequest],
  3: ['InvalidArgument', sdkErrors.invalidRequest],
  4: ['DeadlineExceeded', sdkErrors.unknownRequest],
  5: ['NotFound', sdkErrors.keyNotFound],
  6: ['AlreadyExists', sdkErrors.unknownRequest],
  7: ['PermissionDenied', sdkErrors.unknownRequest],
  8: ['ResourceExhausted', sdkErrors.unknownRequest],
  9: ['FailedPrecondition', sdkErrors.invalidRequest],
  10: ['Aborted', sdkErrors.unknownRequest],
  11: ['OutOfRange', sdkErrors.unknownRequest],
  12: ['Unimplemented', sdkErrors.unknownRequest],
  13: ['Internal', sdkErrors.unknownRequest],
  14: ['Unavailable', sdkErrors.unknownRequest],
  15: ['DataLoss', sdkErrors.unknownRequest],
  16: ['Unauthenticated', sdkErrors.unauthorized],
};

/**
 * A query handler's error as ABCI shows it (reference cosmjs-client, 1.4): a status by its name, a plain error as invalid
 * request, a registered error of a module as unknown request. A panic stays one.
 */
export function statusError(error: CodedError): CodedError {
  const { codespace, code, message } = error;
  if (codespace === grpcCodespace) {
    const [name, kind] = statuses[code] ?? [`Code(${code})`, sdkErrors.unknownRequest];
    return new CodedError(kind, `rpc error: code = ${name} desc = ${message}`, { cause: error });
  }
  if (codespace !== undefinedErrors.internal.codespace) {
    return new CodedError(sdkErrors.unknownRequest, message, { cause: error });
  }
  if (code === undefinedErrors.panic.code) return error;
  return new CodedError(sdkErrors.invalidRequest, message, { cause: error });
}
