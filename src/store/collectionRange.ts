import { CodedError } from '../util/errors.js';
import { collectionsErrors } from './collectionsErrors.js';
import { encodePrefix, type KeyPrefix } from './compositeKey.js';
import type { KeyCodec } from './keyCodec.js';
import type { Key, KeyRange } from './kv.js';
import { inclusiveEnd, prefixEnd } from './ranges.js';

/** Which entries of a collection to walk, in key order or backwards. Bounds are whole keys; left out = open. */
export interface CollectionRange<K> {
  /** Only keys with these leading parts. */
  readonly prefix?: KeyPrefix<K>;
  /** Up to and with all keys that have these leading parts. */
  readonly throughPrefix?: KeyPrefix<K>;
  /** This key and later ones. */
  readonly from?: K;
  /** Keys later than this one. */
  readonly after?: K;
  /** This key and earlier ones. */
  readonly through?: K;
  /** Keys earlier than this one. */
  readonly before?: K;
  readonly reverse?: boolean;
}

/** The range of store keys that a walk opens, as `cosmossdk.io/collections` computes it. */
export function storeRange<K>(base: Key, codec: KeyCodec<K>, range: CollectionRange<K>): KeyRange {
  const start = startOf(base, codec, range);
  const end = endOf(base, codec, range);
  // Also the oddity that a collection whose prefix is all ff cannot be walked: its end would be open. What begins with the
  // first key of all is not compared, because most walks do.
  if ((start !== base || end === undefined) && start > (end ?? ''))
    throw new CodedError(collectionsErrors.invalidIterator);
  return { start, end, reverse: range.reverse };
}

function startOf<K>(base: Key, codec: KeyCodec<K>, { prefix, from, after }: CollectionRange<K>): Key {
  if (after !== undefined) return inclusiveEnd(base + codec.encode(after));
  if (from !== undefined) return base + codec.encode(from);
  return prefix === undefined ? base : base + encodePrefix(codec, prefix);
}

function endOf<K>(base: Key, codec: KeyCodec<K>, range: CollectionRange<K>): Key | undefined {
  if (range.through !== undefined) return inclusiveEnd(base + codec.encode(range.through));
  if (range.before !== undefined) return base + codec.encode(range.before);
  const prefix = range.prefix ?? range.throughPrefix;
  return prefixEnd(prefix === undefined ? base : base + encodePrefix(codec, prefix));
}
