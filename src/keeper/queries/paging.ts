import type { PageRequest, PageResponse } from '../../gen/cosmos/base/query/v1beta1/pagination.js';
import type { CollectionMap } from '../../store/collections.js';
import { prefixEnd } from '../../store/ranges.js';
import { bytesToLatin1, emptyBytes, latin1ToBytes } from '../../util/bytes.js';
import { internal } from './status.js';

/** The SDK's page size when a request names none. */
const defaultLimit = 100n;

export interface Page<V> {
  readonly items: V[];
  readonly pagination: PageResponse;
}

/**
 * One page of a collection's records, as the SDK pages: by offset or by key, never both; without a limit 100 records and
 * the total. Keys are those of the store without the collection's prefix.
 *
 * Cost: O(records) when the total is asked for, else O(offset + limit).
 */
export function pageOf<K, V>(collection: CollectionMap<K, V>, request: PageRequest | undefined): Page<V> {
  const { key = emptyBytes, offset = 0n, reverse = false } = request ?? {};
  if (offset > 0n && key.length > 0) throw internal('invalid request, either offset or key is expected, got both');
  const limit = request?.limit || defaultLimit;
  const countsTotal = key.length === 0 && (!request?.limit || request.countTotal);
  const { store, prefix, valueCodec } = collection;
  const items: V[] = [];
  let seen = 0n;
  let nextKey = emptyBytes;
  for (const [found, value] of store.iterate(rangeFrom(prefix, bytesToLatin1(key), reverse))) {
    seen += 1n;
    if (seen <= offset) continue;
    if (seen <= offset + limit) items.push(value.read(valueCodec));
    else if (nextKey.length === 0) nextKey = latin1ToBytes(found.slice(prefix.length));
    if (seen > offset + limit && !countsTotal) break;
  }
  return { items, pagination: { nextKey, total: countsTotal ? seen : 0n } };
}

/** From a key on, itself included, in either direction. */
function rangeFrom(prefix: string, key: string, reverse: boolean) {
  if (!reverse) return { start: prefix + key, end: prefixEnd(prefix) };
  return { start: prefix, end: key === '' ? prefixEnd(prefix) : `${prefix}${key}\0`, reverse };
}
