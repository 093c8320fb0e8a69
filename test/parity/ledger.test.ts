import { describe, expect, it } from 'vitest';
import { Explainer } from '../../src/app/replay/explain.js';
import { differences, LedgerStores, type Write } from '../../src/app/replay/ledger.js';
import { MemoryStore } from '../../src/store/memoryStore.js';
import { branchOf } from '../../src/store/storeBranches.js';
import { Value } from '../../src/store/value.js';
import { utf8ToBytes } from '../../src/util/bytes.js';

const storedText = (text: string): Value => Value.ofBytes(utf8ToBytes(text));
const bytesOf = utf8ToBytes;

function before(): MemoryStore {
  const store = new MemoryStore();
  store.set('a', storedText('1'));
  store.set('b', storedText('2'));
  return store;
}

const ours = (...writes: readonly (readonly [string, string | undefined])[]): Map<string, Write> =>
  new Map(
    writes.map(([key, value]) => [key, { value: value === undefined ? undefined : storedText(value), writer: 'w' }]),
  );
const recorded = (...writes: readonly (readonly [string, string | undefined])[]) =>
  new Map(writes.map(([key, value]) => [key, value === undefined ? undefined : bytesOf(value)]));

describe('writes of two blocks, laid side by side', () => {
  const rows = [
    ['the same', ours(['a', '3'], ['b', undefined]), recorded(['a', '3'], ['b', undefined]), []],
    ['another value', ours(['a', '3']), recorded(['a', '4']), [['a', 'set', 'set']]],
    ['a value set again counts', ours(['a', '1']), recorded(), [['a', 'set', 'nothing']]],
    ['a missing write', ours(), recorded(['c', '1']), [['c', 'nothing', 'set']]],
    ['a missing removal', ours(), recorded(['a', undefined]), [['a', 'nothing', 'remove']]],
    ['removing what is not there does nothing', ours(['c', undefined]), recorded(), []],
  ] as const;

  it.each(rows)('%s', (_, mine, theirs, found) => {
    const got = differences('bank', before(), mine, theirs);
    expect(got.map(({ key, ours: { did }, recorded: other }) => [key, did, other.did])).toEqual(found);
  });
});

describe('stores of a block', () => {
  it('remember the last writer of each key, show what was written, and hand all of it over once', () => {
    const below = before();
    const settled: [string, string, string | undefined][] = [];
    let part = 'first';
    const stores = new LedgerStores(
      branchOf({ store: () => below }),
      () => part,
      (_base, ledger) => {
        for (const [store, writes] of ledger)
          for (const [key, { writer, value }] of writes)
            settled.push([`${store} ${key}`, writer, String(value?.bytes)]);
      },
    );
    const own = stores.branch();
    own.store('bank').set('a', storedText('9'));
    own.store('bank').delete('b');
    own.write();
    part = 'second';
    expect(stores.store('bank').get('a')?.bytes).toEqual(bytesOf('9'));
    stores.store('bank').set('a', storedText('8'));
    expect(below.get('a')?.bytes).toEqual(bytesOf('1'));
    stores.write();
    expect(settled).toEqual([
      ['bank a', 'second', String(bytesOf('8'))],
      ['bank b', 'first', 'undefined'],
    ]);
  });
});

describe('a difference in words', () => {
  const explainer = new Explainer('gonka');
  const side = (value: string) => ({ did: 'set', value: bytesOf(value) }) as const;

  it('names height, store, record, both values and the writer', () => {
    const difference = {
      store: 'bank',
      key: '\0ngonka',
      before: bytesOf('10'),
      ours: side('12'),
      recorded: side('13'),
      writer: 'begin of mint',
    };
    expect(explainer.line(7n, difference)).toBe(
      'height 7, store bank, supply "ngonka"\n  ours:     set "12" (begin of mint)\n  recorded: set "13"\n  before:   "10"',
    );
  });

  it('shows bytes that it cannot read as hex', () => {
    const nothing = { did: 'nothing' } as const;
    const common = { before: undefined, ours: nothing, writer: undefined };
    const foreign = { ...common, store: 'wasm', key: '\x08', recorded: side('x') };
    expect(explainer.line(1n, foreign)).toContain('store wasm, key 08\n  ours:     left alone\n  recorded: set 78');
    const damaged = {
      ...common,
      store: 'gov',
      key: '\x30',
      recorded: { did: 'set', value: Uint8Array.of(255) } as const,
    };
    expect(explainer.line(1n, damaged)).toContain('store gov, params\n  ours:     left alone\n  recorded: set ff');
  });
});
