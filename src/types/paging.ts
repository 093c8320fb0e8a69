import type { Key, KVReader } from '../store/kv.js';
import { inclusiveEnd, prefixEnd } from '../store/ranges.js';
import type { Value } from '../store/value.js';
import { bytesToLatin1, emptyBytes, latin1ToBytes } from '../util/bytes.js';
import type { CodedError } from '../util/errors.js';
import { plainError } from './errors.js';

/** `cosmos.base.query.v1beta1.PageRequest`, of whichever generated code. */
export interface PageRequest {
  readonly key: Uint8Array;
  readonly offset: bigint;
  readonly limit: bigint;
  readonly countTotal: boolean;
  readonly reverse: boolean;
}

export interface Page<T> {
  readonly items: T[];
  readonly pagination: { nextKey: Uint8Array; total: bigint };
}

/** Reads an entry by its key without the page's prefix; what it answers undefined for is passed over. */
export type ReadEntry<T> = (key: Key, value: Value) => T | undefined;

/** How a query shows the fault of a request; the SDK's modules differ in it. */
export type Refusal = (text: string) => CodedError;

/** The SDK's page size when a request names none. */
const defaultLimit = 100n;

/** A request with the SDK's defaults: without a limit 100 entries and the total. */
export function pageRules(request: PageRequest | undefined, refuse: Refusal = plainError) {
  const { key = emptyBytes, offset = 0n, reverse = false } = request ?? {};
  if (offset > 0n && key.length > 0) throw refuse('invalid request, either offset or key is expected, got both');
  const limit = request?.limit || defaultLimit;
  return { key: bytesToLatin1(key), offset, reverse, limit, countTotal: !request?.limit || request.countTotal };
}

type Rules = ReturnType<typeof pageRules>;
type Entry = readonly [Key, Value];
type FromOffset = <T>(entries: Iterable<Entry>, rules: Rules, read: ReadEntry<T>) => Page<T>;

/** Pages of what stands below a prefix: from a key or from an offset, never both. */
const pagesOf =
  (fromOffset: FromOffset) =>
  <T>(
    store: KVReader,
    prefix: Key,
    request: PageRequest | undefined,
    read: ReadEntry<T>,
    refuse?: Refusal,
  ): Page<T> => {
    const rules = pageRules(request, refuse);
    const entries = entriesOf(store, prefix, rules);
    return rules.key === '' ? fromOffset(entries, rules, read) : fromKey(entries, rules.limit, read);
  };

/**
 * One page as the SDK pages a store. With a filter, offset and total count what passes it.
 *
 * Cost: O(entries) when the total is asked for, else O(offset + limit).
 */
export const page = pagesOf(fromOffsetOfStore);

/**
 * One page as the SDK pages a collection. It differs from `page` behind the end, where there is no total, and with a filter:
 * the offset counts all entries, and the total what passes until the page is full and everything after it.
 */
export const collectionPage = pagesOf(fromOffsetOfCollection);

function fromOffsetOfStore<T>(
  entries: Iterable<Entry>,
  { offset, limit, countTotal }: Rules,
  read: ReadEntry<T>,
): Page<T> {
  const items: T[] = [];
  let seen = 0n;
  let nextKey = emptyBytes;
  for (const [key, value] of entries) {
    const item = read(key, value);
    if (item === undefined) continue;
    seen += 1n;
    if (seen <= offset) continue;
    if (seen <= offset + limit) items.push(item);
    else if (nextKey.length === 0) nextKey = latin1ToBytes(key);
    if (seen > offset + limit && !countTotal) break;
  }
  return { items, pagination: { nextKey, total: countTotal ? seen : 0n } };
}

function fromOffsetOfCollection<T>(
  entries: Iterable<Entry>,
  { offset, limit, countTotal }: Rules,
  read: ReadEntry<T>,
): Page<T> {
  const items: T[] = [];
  let passed = 0n;
  let counted = 0n;
  let nextKey = emptyBytes;
  for (const [key, value] of entries) {
    passed += 1n;
    if (passed <= offset) continue;
    if (counted >= limit) {
      if (counted === limit) nextKey = latin1ToBytes(key);
      if (!countTotal) break;
      counted += 1n;
      continue;
    }
    const item = read(key, value);
    if (item === undefined) continue;
    items.push(item);
    counted += 1n;
  }
  const total = countTotal && passed >= offset ? counted + offset : 0n;
  return { items, pagination: { nextKey, total } };
}

/** A page from a key on: no total, and the next key is that of the next entry, whether it passes the filter or not. */
function fromKey<T>(entries: Iterable<Entry>, limit: bigint, read: ReadEntry<T>): Page<T> {
  const items: T[] = [];
  let nextKey = emptyBytes;
  for (const [key, value] of entries) {
    if (BigInt(items.length) === limit) {
      nextKey = latin1ToBytes(key);
      break;
    }
    const item = read(key, value);
    if (item !== undefined) items.push(item);
  }
  return { items, pagination: { nextKey, total: 0n } };
}

/** From a key on, itself included, in either direction. */
function* entriesOf(store: KVReader, prefix: Key, { key, reverse }: Rules): IterableIterator<Entry> {
  const end = reverse && key !== '' ? inclusiveEnd(prefix + key) : prefixEnd(prefix);
  const start = reverse ? prefix : prefix + key;
  for (const [found, value] of store.iterate({ start, end, reverse })) yield [found.slice(prefix.length), value];
}
