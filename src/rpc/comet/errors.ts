import { CodedError, defineErrors } from '../../util/errors.js';

/** JSON-RPC's own errors. `context.data` is what CometBFT puts into the error's field `data`. */
export const rpcErrors = defineErrors('jsonrpc', {
  parse: [-32700, 'Parse error. Invalid JSON'],
  invalidRequest: [-32600, 'Invalid Request'],
  methodNotFound: [-32601, 'Method not found'],
  invalidParams: [-32602, 'Invalid params'],
  internal: [-32603, 'Internal error'],
  server: [-32000, 'Server error'],
});

export type RpcErrorKind = keyof typeof rpcErrors;

/** An error as a client gets it. `data` is CometBFT's text and stands in the answer as it is. */
export function rpcError(kind: RpcErrorKind, data?: string): CodedError {
  return new CodedError(rpcErrors[kind], data, { context: { data } });
}

/** What a method says when it cannot answer. */
export const internalError = (data: string): CodedError => rpcError('internal', data);
