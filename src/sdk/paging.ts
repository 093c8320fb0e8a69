import type { PageRequest, PageResponse } from 'cosmjs-types/cosmos/base/query/v1beta1/pagination';
import type { Key, KVReader } from '../store/kv.js';
import { prefixEnd } from '../store/ranges.js';
import type { Value } from '../store/value.js';
import { bytesToLatin1, emptyBytes, latin1ToBytes } from '../util/bytes.js';
import { invalidArgument } from './grpcStatus.js';

/** The SDK's page size when a request names none. */
const defaultLimit = 100n;

export interface Page<T> {
  readonly items: T[];
  readonly pagination: PageResponse;
}

/**
 * One page of the entries under a prefix, as the SDK pages: by offset or by key, never both; without a limit 100 entries
 * and the total. `read` gets keys without the prefix; what it answers undefined for is passed over and not counted.
 *
 * Cost: O(entries) when the total is asked for, else O(offset + limit).
 */
export function page<T>(
  store: KVReader,
  prefix: Key,
  request: PageRequest | undefined,
  read: (key: Key, value: Value) => T | undefined,
): Page<T> {
  const { key = emptyBytes, offset = 0n, reverse = false } = request ?? {};
  if (offset > 0n && key.length > 0) {
    throw invalidArgument('invalid request, either offset or key is expected, got both');
  }
  const limit = request?.limit || defaultLimit;
  const countTotal = key.length === 0 && (!request?.limit || request.countTotal);
  const items: T[] = [];
  let seen = 0n;
  let nextKey = emptyBytes;
  for (const [found, value] of store.iterate(rangeFrom(prefix, bytesToLatin1(key), reverse))) {
    const rest = found.slice(prefix.length);
    const item = read(rest, value);
    if (item === undefined) continue;
    seen += 1n;
    if (seen <= offset) continue;
    if (seen <= offset + limit) items.push(item);
    else if (nextKey.length === 0) nextKey = latin1ToBytes(rest);
    if (seen > offset + limit && !countTotal) break;
  }
  return { items, pagination: { nextKey, total: countTotal ? seen : 0n } };
}

function rangeFrom(prefix: Key, key: Key, reverse: boolean) {
  if (!reverse) return { start: prefix + key, end: prefixEnd(prefix), reverse };
  return { start: prefix, end: key === '' ? prefixEnd(prefix) : `${prefix}${key}\0`, reverse };
}
