import { describe, expect, it } from 'vitest';
import { Table, tableIndex, takeNumber } from '../../../src/sdk/group/table.js';
import { CollectionMap, CollectionSequence, KeySet } from '../../../src/store/collections.js';
import { pair } from '../../../src/store/compositeKey.js';
import { infiniteGasMeter, kvGasConfig } from '../../../src/store/gas.js';
import { GasStore } from '../../../src/store/gasStore.js';
import { uint64 } from '../../../src/store/keyCodec.js';
import { MemoryStore } from '../../../src/store/memoryStore.js';
import { text } from '../../../src/store/textKey.js';
import { failure } from '../../util/failure.js';

interface Row {
  readonly id: bigint;
  readonly owner: string;
}

const rowCodec = {
  encode: ({ id, owner }: Row) => new TextEncoder().encode(`${id} ${owner}`),
  decode: (bytes: Uint8Array): Row => {
    const [id, owner] = new TextDecoder().decode(bytes).split(' ');
    return { id: BigInt(id!), owner: owner! };
  },
};

function table() {
  const gas = infiniteGasMeter();
  const store = new GasStore(new MemoryStore(), gas, kvGasConfig);
  const owners = new KeySet(store, 0x01, pair(text, uint64));
  const rows = new Table<bigint, Row>(new CollectionMap(store, 0x00, uint64, rowCodec), ({ id }) => id, [
    tableIndex(owners, text, ({ owner }) => owner),
  ]);
  return { rows, gas, owned: () => [...owners.keys()], sequence: new CollectionSequence(store, 0x02) };
}

describe('a table', () => {
  it('keeps its indexes in step with its rows', () => {
    const { rows, owned } = table();
    rows.create({ id: 1n, owner: 'a' });
    rows.create({ id: 2n, owner: 'a' });
    rows.update({ id: 1n, owner: 'b' });
    rows.update({ id: 2n, owner: 'a' });
    expect(owned()).toEqual([
      ['a', 2n],
      ['b', 1n],
    ]);
    rows.remove(2n);
    expect([owned(), rows.get(2n)]).toEqual([[['b', 1n]], undefined]);
  });

  it('asks twice whether a new row is there, and for the old one before it is replaced', () => {
    const { rows, gas } = table();
    const { has, readFlat, readPerByte, writeFlat, writePerByte } = kvGasConfig;
    const write = (key: number, value: number) => writeFlat + writePerByte * (key + value);
    rows.create({ id: 1n, owner: 'a' });
    const created = BigInt(2 * has + write(9, 3) + write(11, 0));
    expect(gas.consumed).toBe(created);
    rows.update({ id: 1n, owner: 'a' });
    expect(gas.consumed - created).toBe(BigInt(2 * has + readFlat + readPerByte * 12 + write(9, 3)));
  });

  it('refuses a row twice, and changes none that is not there', () => {
    const { rows } = table();
    rows.create({ id: 1n, owner: 'a' });
    expect(failure(() => rows.create({ id: 1n, owner: 'b' }))).toBe('legacy_orm/13');
    expect(failure(() => rows.update({ id: 2n, owner: 'b' }))).toBe('sdk/38');
  });

  it('numbers rows from 1', () => {
    const { sequence } = table();
    expect([takeNumber(sequence), takeNumber(sequence)]).toEqual([1n, 2n]);
  });
});
