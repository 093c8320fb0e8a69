import type { QueryResponse } from '../app/abci.js';
import { chainRegistry, methodPath } from '../types/descriptors/registry.js';
import { sdkErrors, undefinedErrors } from '../types/errors.js';
import { grpcCodespace } from '../types/queryStatus.js';
import { emptyBytes } from '../util/bytes.js';
import { CodedError, simErrors } from '../util/errors.js';
import type { QueryPort } from './queryPort.js';

/** How a gRPC call ended: 0 and no text, or one of gRPC's codes and a text for the client. */
export interface GrpcStatus {
  readonly code: number;
  readonly message: string;
}

/** What a method answered. */
export interface CallAnswer {
  readonly status: GrpcStatus;
  readonly value: Uint8Array;
  /** The height that was read; 0 when none was. */
  readonly height: bigint;
}

/** Name of the request header that asks for an earlier height, and of the answer's that says which one was read. */
export const heightHeader = 'x-cosmos-block-height';

const ok: GrpcStatus = { code: 0, message: '' };
const grpcUnknown = 2;
const grpcUnimplemented = 12;
const grpcInternal = 13;

/** Calls a gRPC method of the node with the bytes of its request. `height` is the header's text, when there is one. */
export function callMethod(port: QueryPort, path: string, data: Uint8Array, height?: string): CallAnswer {
  if (!port.methods.has(path)) return { status: unserved(port, path), value: emptyBytes, height: 0n };
  const asked = height === undefined ? 0n : readHeight(height);
  if (asked instanceof CodedError) return { status: grpcStatus(asked), value: emptyBytes, height: 0n };
  const answer = port.query({ path, data, height: asked });
  return { status: statusOf(answer), value: answer.value ?? emptyBytes, height: answer.height };
}

/** What gRPC servers of Go say of a method that they have not. */
function unserved(port: QueryPort, path: string): GrpcStatus {
  const [, service = '', method = ''] = path.split(/\/(.*)\/(.*)/s, 3);
  const known = chainRegistry()
    .getService(service)
    ?.methods.some((one) => port.methods.has(methodPath(one)));
  const message = known ? `unknown method ${method} for service ${service}` : `unknown service ${service}`;
  return { code: grpcUnimplemented, message };
}

function readHeight(text: string): bigint | CodedError {
  const fault = /^[+-]?\d+$/.test(text) ? 'value out of range' : 'invalid syntax';
  const value = fault === 'invalid syntax' ? undefined : BigInt(text.replace('+', ''));
  if (value !== undefined && BigInt.asIntN(64, value) === value) return value;
  const why = `strconv.ParseInt: parsing ${JSON.stringify(text)}: ${fault}`;
  const detail = `Baseapp.RegisterGRPCServer: invalid height header "${heightHeader}": ${why}`;
  return new CodedError(sdkErrors.invalidRequest, detail);
}

function statusOf({ code, log, error }: QueryResponse): GrpcStatus {
  if (code === 0) return ok;
  return error === undefined ? { code: grpcUnknown, message: log } : grpcStatus(error);
}

/**
 * An error in gRPC's terms, as an SDK node gives it: a status as it is, a panic as an internal one, a plain error by its
 * text, and a registered one with its number before its text: `codespace sdk code 38: not found: load proposal`.
 */
export function grpcStatus(error: CodedError): GrpcStatus {
  const { codespace, code, message, cause } = error;
  if (cause instanceof CodedError && cause.kind === simErrors.malformedBytes) return undecodable(error);
  if (codespace === grpcCodespace) return { code, message };
  if (codespace !== undefinedErrors.internal.codespace) return { code: grpcUnknown, message: registeredText(error) };
  if (code !== undefinedErrors.panic.code) return { code: grpcUnknown, message };
  const text = message.replace(/^recovered: /, '');
  const ending = `: ${undefinedErrors.panic.text}`;
  return { code: grpcInternal, message: text.endsWith(ending) ? text.slice(0, -ending.length) : text };
}

/** A server of Go reads a request before anyone may answer it. */
const undecodable = ({ message, kind }: CodedError): GrpcStatus => ({
  code: grpcInternal,
  message: `grpc: error unmarshalling request: ${message.replace(`: ${kind.text}`, '')}`,
});

/** From the registered text outwards: what was wrapped around it last stands last. */
function registeredText(error: CodedError): string {
  const { kind, cause, message } = error;
  if (cause instanceof CodedError && cause.kind === kind && message.endsWith(`: ${cause.message}`)) {
    return `${registeredText(cause)}: ${message.slice(0, -cause.message.length - 2)}`;
  }
  const ending = `: ${kind.text}`;
  const base = `codespace ${kind.codespace} code ${kind.code}: ${kind.text}`;
  return message.endsWith(ending) ? `${base}: ${message.slice(0, -ending.length)}` : base;
}
