import { type EventQuery, faultOf, parseEventQuery } from '../../node/eventQuery.js';
import type { SearchOrder } from '../../node/txIndex.js';
import { internalError } from './errors.js';
import type { CometLimits } from './limits.js';

/** Reads a client's query; `says` puts the fault into the method's words. */
export function readQuery(
  text: string,
  { queryLength }: CometLimits,
  says: (fault: string) => string = (fault) => fault,
): EventQuery {
  if (Buffer.byteLength(text) > queryLength) throw internalError('maximum query length exceeded');
  try {
    return parseEventQuery(text);
  } catch (error) {
    throw internalError(says(faultOf(error)));
  }
}

/** The order that a client asks for; each method has its own when it does not say. */
export function readOrder(asked: string, usual: SearchOrder): SearchOrder {
  if (asked === '') return usual;
  if (asked === 'asc') return 'ascending';
  if (asked === 'desc') return 'descending';
  throw internalError('expected order_by to be either `asc` or `desc` or empty');
}
