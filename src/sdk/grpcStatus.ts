import { CodedError } from '../util/errors.js';

// A query's errors are gRPC statuses: a number and a text that stands alone.

const status = (code: number, text: string): CodedError => new CodedError({ codespace: 'grpc', code, text });

export const invalidArgument = (text: string): CodedError => status(3, text);
export const notFound = (text: string): CodedError => status(5, text);
export const internal = (text: string): CodedError => status(13, text);
export const unknown = (text: string): CodedError => status(2, text);
