import { CodedError } from '../util/errors.js';

// A query fails with a gRPC status: a number and a text that stands alone.

/** Codespace of errors that query handlers throw as gRPC statuses; their code is that of gRPC. */
export const grpcCodespace = 'grpc';

const status = (code: number, text: string): CodedError => new CodedError({ codespace: grpcCodespace, code, text });

export const unknown = (text: string): CodedError => status(2, text);
export const invalidArgument = (text: string): CodedError => status(3, text);
export const notFound = (text = 'not found'): CodedError => status(5, text);
export const unimplemented = (text: string): CodedError => status(12, text);
export const internal = (text: string): CodedError => status(13, text);
