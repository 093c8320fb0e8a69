import { CodedError } from '../../util/errors.js';

// A query fails with a gRPC status: a number and a text that stands alone.

const status = (code: number, text: string): CodedError => new CodedError({ codespace: 'grpc', code, text });

export const invalidArgument = (text: string): CodedError => status(3, text);
export const notFound = (text = 'not found'): CodedError => status(5, text);
export const internal = (text: string): CodedError => status(13, text);

/** A record that must be there: the chain's "not found" otherwise. */
export function present<T>(record: T | undefined): T {
  if (record === undefined) throw notFound();
  return record;
}
