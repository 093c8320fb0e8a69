import type { CollectionMap } from '../../store/collections.js';
import { type Page, type PageRequest, page } from '../../types/paging.js';
import { internal } from '../../types/queryStatus.js';

/** One page of a collection's records. */
export function pageOf<K, V>(collection: CollectionMap<K, V>, request: PageRequest | undefined): Page<V> {
  const { store, prefix, valueCodec } = collection;
  return page(store, prefix, request, (_key, value) => value.read(valueCodec), internal);
}
