import { describe, expect, it } from 'vitest';
import { type Backend, WriteQueue } from '../../src/store/backend.js';
import { ByteReader } from '../../src/store/byteCodec.js';
import { MemoryBackend } from '../../src/store/memoryBackend.js';
import { MultiStore, type MultiStoreOptions } from '../../src/store/multiStore.js';
import { bytesToHex, utf8ToBytes } from '../../src/util/bytes.js';
import { CodedError, simErrors } from '../../src/util/errors.js';
import { fc } from '../util/fc.js';
import { bytesOf, entriesOf } from './conformance.js';
import { expectError, expectRejection } from './errors.js';

const names = ['acc', 'bank'];
const open = (backend: Backend, options: Partial<MultiStoreOptions> = {}): MultiStore =>
  new MultiStore({ stores: names, backend, ...options });

function grow(stores: MultiStore, count: number): MultiStore {
  for (let i = 0; i < count; i++) {
    const height = Number(stores.height) + 1;
    stores.store('bank').set(`k${height % 7}`, bytesOf(`v${height}`));
    stores.store('acc').delete(`k${height % 5}`);
    stores.store('acc').set(`k${height % 3}`, bytesOf(''));
    stores.commit(bytesOf(`aux ${height}`));
  }
  return stores;
}

const stateOf = (stores: MultiStore) => ({
  height: stores.height,
  hash: bytesToHex(stores.lastCommit.hash),
  aux: stores.aux,
  entries: names.map((name) => entriesOf(stores.store(name))),
});

describe('a multistore opened again', () => {
  it.each([
    ['from records alone', {}],
    ['from snapshots as often as there are any', { snapshotBytes: 0 }],
    ['from a snapshot and the records since', { snapshotBytes: 300 }],
  ])('stands where it stood, and goes on alike: %s', (_, options) => {
    const backend = new MemoryBackend();
    const before = grow(open(backend, options), 20);
    const after = open(backend, options);
    expect(stateOf(after)).toEqual(stateOf(before));
    expect(stateOf(grow(after, 5))).toEqual(stateOf(grow(grow(open(new MemoryBackend()), 20), 5)));
  });

  it('keeps the record of the chain until another one is given, in the batch of the commit', () => {
    const backend = new MemoryBackend();
    const stores = open(backend);
    expect(stores.chainRecord).toBeUndefined();
    stores.commit(undefined, utf8ToBytes('first'));
    stores.commit();
    expect(open(backend).chainRecord).toEqual(utf8ToBytes('first'));
    stores.commit(undefined, utf8ToBytes('second'));
    expect(stores.chainRecord).toEqual(utf8ToBytes('second'));
    expect(open(backend).chainRecord).toEqual(utf8ToBytes('second'));
    expect([stores.counts.batches, stores.nextHeight]).toEqual([3, 4n]);
  });

  it('keeps its initial version, and a store without a proof', () => {
    const backend = new MemoryBackend();
    const options = { stores: ['bank', { name: 'plain', kind: 'db' as const }], backend, initialVersion: 100n };
    const before = new MultiStore(options);
    before.store('plain').set('a', bytesOf('1'));
    before.commit();
    before.store('bank').set('a', bytesOf('1'));
    before.commit();
    const after = new MultiStore(options);
    expect([after.height, after.earliestHeight]).toEqual([101n, 100n]);
    expect(entriesOf(after.store('plain'))).toEqual([['a', '1']]);
    expect(after.at(101n).info).toEqual(before.at(101n).info);
    expect(after.at(100n).info.stores.map(({ name, version }) => [name, version])).toEqual([
      ['bank', 100n],
      ['plain', -1n],
    ]);
  });

  it('does what one that was never closed does, whatever happens to it', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const step = fc.oneof(
      fc.record({
        do: fc.constant('set' as const),
        store: fc.constantFrom(...names),
        key,
        value: fc.string({ maxLength: 9 }),
      }),
      fc.record({ do: fc.constant('delete' as const), store: fc.constantFrom(...names), key }),
      fc.record({ do: fc.constantFrom('commit' as const, 'reopen' as const) }),
      fc.record({ do: fc.constant('rollback' as const), by: fc.integer({ min: 0, max: 6 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 0, max: 400 }), (steps, snapshotBytes) => {
        const backend = new MemoryBackend();
        const steady = new MultiStore({ stores: names });
        let stores = open(backend, { snapshotBytes, heightsInMemory: 2 });
        const both = (act: (target: MultiStore) => void): void => {
          act(steady);
          act(stores);
        };
        for (const now of steps) {
          if (now.do === 'set') both((target) => target.store(now.store).set(now.key, bytesOf(now.value)));
          else if (now.do === 'delete') both((target) => target.store(now.store).delete(now.key));
          else if (now.do === 'commit') both((target) => target.commit());
          else if (now.do === 'rollback') {
            const height = steady.height - BigInt(now.by);
            if (steady.has(height)) both((target) => target.rollbackTo(height));
          } else {
            steady.discard();
            stores = open(backend, { snapshotBytes, heightsInMemory: 2 });
          }
          expect(stateOf(stores)).toEqual(stateOf(steady));
        }
        for (let height = 1n; height <= steady.height; height++) {
          expect(stores.at(height).info).toEqual(steady.at(height).info);
        }
      }),
      { numRuns: 150 },
    );
  });
});

/** A copy of the data with the last of these records changed, or dropped. */
function damaged(backend: MemoryBackend, key: RegExp, change: (bytes: Uint8Array) => Uint8Array | undefined): Backend {
  const data = new Map(backend.data);
  const name = [...data.keys()].findLast((candidate) => key.test(candidate))!;
  const changed = change(new Uint8Array(data.get(name)!));
  if (changed === undefined) data.delete(name);
  else data.set(name, changed);
  return new MemoryBackend(data);
}

describe('damage is found when the store is opened', () => {
  const records = new MemoryBackend();
  grow(open(records), 5);
  const snapshot = new MemoryBackend();
  grow(open(snapshot, { snapshotBytes: 0 }), 6);
  const flipped = (at: number) => (bytes: Uint8Array) =>
    bytes.map((byte, i) => (i === bytes.length + at ? byte ^ 1 : byte));
  const cut = (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 1);

  it.each([
    ['a head that is no text', damaged(records, /^head/, () => utf8ToBytes('{')), 'the head record is not readable'],
    ['a block that is gone', damaged(records, /^block.*3$/, () => undefined), 'the record of block 3 is missing'],
    ['a block cut short', damaged(records, /^block.*3$/, cut), 'a record is cut short'],
    ['a changed value', damaged(records, /^block.*5$/, flipped(-1)), 'has another hash than its commit'],
    [
      'a block in another place',
      damaged(records, /^block.*3$/, () => records.data.get('block/0000000000000002')),
      'is that of 2',
    ],
    [
      'a snapshot that is gone',
      damaged(snapshot, /^snapshot/, () => undefined),
      'the snapshot of height 4 is not whole',
    ],
    ['a changed snapshot', damaged(snapshot, /^snapshot/, flipped(-3)), ''],
    ['a chunk that is gone', damaged(snapshot, /^chunk/, () => undefined), 'the snapshot of height 4 is not whole'],
    ['a changed chunk', damaged(snapshot, /^chunk/, flipped(-3)), 'has another hash than its commit'],
  ])('%s', (_, backend, text) => expectError(() => open(backend), simErrors.storeCorrupt, text));

  it('a number without an end', () => {
    expectError(() => new ByteReader(new Uint8Array(12).fill(255)).number(), simErrors.storeCorrupt);
  });
});

/** A backend whose writes end when the test says so. */
function slowBackend() {
  const inner = new MemoryBackend();
  const waiting: ((fail?: Error) => void)[] = [];
  const backend: Backend = {
    get: (key) => inner.get(key),
    close: async () => {},
    write: (batch) =>
      new Promise<void>((resolve, reject) => {
        waiting.push((fail) => {
          if (fail) return reject(fail);
          inner.write(batch);
          resolve();
        });
      }),
  };
  const finish = async (fail?: Error): Promise<void> => {
    waiting.shift()!(fail);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { backend, inner, waiting, finish };
}

describe('WriteQueue', () => {
  it('writes what has come while it wrote all at once', async () => {
    const { backend, inner, waiting, finish } = slowBackend();
    const stores = grow(open(backend), 5);
    expect([stores.counts.batches, waiting.length, inner.data.size]).toEqual([5, 1, 0]);
    await finish();
    expect(open(inner).height).toBe(1n);
    expect(waiting).toHaveLength(1);
    const flush = stores.flush();
    await finish();
    await flush;
    expect(waiting).toHaveLength(0);
    expect(stateOf(open(inner))).toEqual(stateOf(stores));
    await stores.close();
  });

  it.each([
    ['sixteen batches', 17, 100],
    ['sixteen megabytes', 2, 9 * 1024 * 1024],
  ])('lets a producer run ahead by %s, not more', async (_, batches, bytes) => {
    const { backend, finish } = slowBackend();
    const queue = new WriteQueue(backend);
    const value = new Uint8Array(bytes);
    for (let i = 1; i < batches; i++) queue.add([{ type: 'put', key: String(i), value }]);
    await queue.drain();
    queue.add([{ type: 'put', key: 'last', value }]);
    let isDrained = false;
    const drain = queue.drain().then(() => {
      isDrained = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isDrained).toBe(false);
    await finish();
    await drain;
    expect(queue.unwritten).toBe(batches - 1);
  });

  it('lets history be read, and rolled back, before it is written', () => {
    const { backend, inner } = slowBackend();
    const stores = grow(open(backend, { heightsInMemory: 1, snapshotBytes: 500 }), 20);
    const steady = grow(new MultiStore({ stores: names }), 20);
    for (let height = 1n; height <= 20n; height++) expect(stores.at(height).info).toEqual(steady.at(height).info);
    stores.rollbackTo(7n);
    stores.commit();
    steady.rollbackTo(7n);
    steady.commit();
    expect(stateOf(stores)).toEqual({ ...stateOf(steady), aux: undefined });
    expect(inner.data.size).toBe(0);
  });

  it('writes nothing after a failure, and says so ever after', async () => {
    const { backend, inner, finish } = slowBackend();
    const stores = grow(open(backend), 3);
    const failure = new CodedError(simErrors.storeUnavailable, 'disk full');
    await finish();
    await finish(failure);
    await expectRejection(stores.flush(), simErrors.storeUnavailable, 'disk full');
    await expectRejection(stores.drain(), simErrors.storeUnavailable, 'disk full');
    expectError(() => stores.commit(), simErrors.storeUnavailable, 'disk full');
    expect(stores.height).toBe(3n);
    expect(open(inner).height).toBe(1n);
  });
});
