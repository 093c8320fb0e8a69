import type { PageRequest } from 'cosmjs-types/cosmos/base/query/v1beta1/pagination';
import { describe, expect, it } from 'vitest';
import { page } from '../../src/sdk/paging.js';
import { MemoryStore } from '../../src/store/memoryStore.js';
import { Value } from '../../src/store/value.js';
import { bytesToLatin1, latin1ToBytes } from '../../src/util/bytes.js';
import { complaint } from '../types/complaint.js';

const store = new MemoryStore();
for (const key of ['a1', 'b1', 'b2', 'b3', 'b4', 'c1']) store.set(key, Value.ofBytes(latin1ToBytes(key)));

const none: PageRequest = { key: new Uint8Array(0), offset: 0n, limit: 0n, countTotal: false, reverse: false };
const read = (request: Partial<PageRequest> | undefined, keep = /./) => {
  const { items, pagination } = page(store, 'b', request && { ...none, ...request }, (key) =>
    keep.test(key) ? key : undefined,
  );
  return [items.join(''), bytesToLatin1(pagination.nextKey), pagination.total];
};

describe('pages', () => {
  const rows: readonly (readonly [request: Partial<PageRequest> | undefined, expected: readonly unknown[]])[] = [
    [undefined, ['1234', '', 4n]],
    [{ limit: 2n }, ['12', '3', 0n]],
    [{ limit: 2n, countTotal: true }, ['12', '3', 4n]],
    [{ limit: 2n, key: latin1ToBytes('3') }, ['34', '', 0n]],
    [{ limit: 2n, offset: 1n }, ['23', '4', 0n]],
    [{ limit: 2n, reverse: true }, ['43', '2', 0n]],
    [{ limit: 2n, reverse: true, key: latin1ToBytes('2') }, ['21', '', 0n]],
    [{ offset: 9n }, ['', '', 4n]],
  ];
  it.each(rows)('%#', (request, expected) => expect(read(request)).toEqual(expected));

  it('passes over what is filtered out', () => {
    expect(read({ limit: 1n, countTotal: true }, /[24]/)).toEqual(['2', '4', 2n]);
  });

  it('refuses offset and key together', () => {
    expect(complaint(() => read({ offset: 1n, key: latin1ToBytes('1') }))).toContain('grpc/3');
  });
});
