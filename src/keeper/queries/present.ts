import { notFound } from '../../types/queryStatus.js';

/** A record that must be there: the chain's "not found" otherwise. */
export function present<T>(record: T | undefined): T {
  if (record === undefined) throw notFound();
  return record;
}
