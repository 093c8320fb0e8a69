import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../src/store/memoryStore.js';
import { Value } from '../../src/store/value.js';
import { collectionPage, type PageRequest, page } from '../../src/types/paging.js';
import { internal } from '../../src/types/queryStatus.js';
import { bytesToLatin1, latin1ToBytes } from '../../src/util/bytes.js';
import { complaint } from './complaint.js';

const store = new MemoryStore();
for (const key of ['a1', 'b1', 'b2', 'b3', 'b4', 'c1']) store.set(key, Value.ofBytes(latin1ToBytes(key)));

const none: PageRequest = { key: new Uint8Array(0), offset: 0n, limit: 0n, countTotal: false, reverse: false };
const asked = (request: Partial<PageRequest> | undefined) => request && { ...none, ...request };
const read = (pager: typeof page, request: Partial<PageRequest> | undefined, keep = /./) => {
  const { items, pagination } = pager(store, 'b', asked(request), (key) => (keep.test(key) ? key : undefined));
  return [items.join(''), bytesToLatin1(pagination.nextKey), pagination.total];
};

type Row = readonly [request: Partial<PageRequest> | undefined, expected: readonly unknown[]];

const common: readonly Row[] = [
  [undefined, ['1234', '', 4n]],
  [{ limit: 2n }, ['12', '3', 0n]],
  [{ limit: 2n, countTotal: true }, ['12', '3', 4n]],
  [{ limit: 2n, key: latin1ToBytes('3'), countTotal: true }, ['34', '', 0n]],
  [{ limit: 2n, key: latin1ToBytes('2') }, ['23', '4', 0n]],
  [{ limit: 2n, offset: 1n }, ['23', '4', 0n]],
  [{ limit: 2n, reverse: true }, ['43', '2', 0n]],
  [{ limit: 2n, reverse: true, key: latin1ToBytes('2') }, ['21', '', 0n]],
  [{ limit: 2n ** 64n - 1n, countTotal: true }, ['1234', '', 4n]],
  [{ offset: 4n }, ['', '', 4n]],
];

describe('pages of a store', () => {
  it.each(common)('%#', (request, expected) => expect(read(page, request)).toEqual(expected));

  it('has a total behind the end', () => expect(read(page, { offset: 9n })).toEqual(['', '', 4n]));

  it('counts only what passes the filter', () => {
    expect(read(page, { limit: 1n, countTotal: true }, /[24]/)).toEqual(['2', '4', 2n]);
    expect(read(page, { limit: 1n, offset: 1n, countTotal: true }, /[24]/)).toEqual(['4', '', 2n]);
  });

  it('goes on from a key with any next one', () => {
    expect(read(page, { limit: 1n, key: latin1ToBytes('2') }, /[24]/)).toEqual(['2', '3', 0n]);
  });
});

describe('pages of a collection', () => {
  it.each(common)('%#', (request, expected) => expect(read(collectionPage, request)).toEqual(expected));

  it('has no total behind the end', () => expect(read(collectionPage, { offset: 9n })).toEqual(['', '', 0n]));

  it('counts offset and rest without the filter', () => {
    expect(read(collectionPage, { limit: 1n, countTotal: true }, /[24]/)).toEqual(['2', '3', 3n]);
    expect(read(collectionPage, { limit: 1n, offset: 2n, countTotal: true }, /[24]/)).toEqual(['4', '', 3n]);
  });
});

describe('a request with offset and key', () => {
  const both = { offset: 1n, key: latin1ToBytes('1') };
  const text = 'invalid request, either offset or key is expected, got both';

  it.each([page, collectionPage])('is refused as the query wants it', (pager) => {
    expect(complaint(() => read(pager, both))).toBe(`undefined/1 ${text}`);
    expect(complaint(() => pager(store, 'b', asked(both), () => 1, internal))).toBe(`grpc/13 ${text}`);
  });
});
