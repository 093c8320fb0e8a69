import { describe, expect, it } from 'vitest';
import { ByteWriter } from '../../src/store/byteCodec.js';
import { MemoryBackend } from '../../src/store/memoryBackend.js';
import { MultiStore, type MultiStoreOptions } from '../../src/store/multiStore.js';
import { chunksOf, decodeImage } from '../../src/store/treeImage.js';
import { bytesToHex, latin1ToBytes, utf8ToBytes } from '../../src/util/bytes.js';
import { simErrors } from '../../src/util/errors.js';
import { fc } from '../util/fc.js';
import { bytesOf, entriesOf } from './conformance.js';
import { expectError } from './errors.js';

const stores = ['acc', { name: 'plain', kind: 'db' as const }];
const open = (backend: MemoryBackend, options: Partial<MultiStoreOptions> = {}): MultiStore =>
  new MultiStore({ stores, backend, snapshotBytes: 0, heightsInMemory: 1, ...options });

const names = stores.map((store) => (typeof store === 'string' ? store : store.name));
const keyOf = (i: number): string => `k${String(i).padStart(5, '0')}`;

const range = (from: number, count: number): string[] => Array.from({ length: count }, (_, i) => keyOf(from + i));

function write(target: MultiStore, keys: readonly string[], value: string): void {
  for (const name of names) for (const key of keys) target.store(name).set(key, bytesOf(value));
}

function erase(target: MultiStore, keys: readonly string[]): void {
  for (const name of names) for (const key of keys) target.store(name).delete(key);
}

const keysOf = (backend: MemoryBackend, prefix: string): string[] =>
  [...backend.data.keys()].filter((key) => key.startsWith(prefix));

/** The chunks that the snapshots of a database name, in the order of their keys. */
function named(backend: MemoryBackend): string[] {
  const tops = keysOf(backend, 'snapshot/').map((key) => backend.data.get(key)!);
  const hashes = new Set(tops.flatMap((top) => [...chunksOf(top)]));
  return [...hashes].map((hash) => `chunk/${bytesToHex(latin1ToBytes(hash))}`).sort();
}

describe('snapshots', () => {
  it('write only the chunks that changed', () => {
    const backend = new MemoryBackend();
    const target = open(backend);
    write(target, range(0, 2000), 'a');
    target.commit();
    const before = new Set(keysOf(backend, 'chunk/'));
    expect(before.size).toBeGreaterThan(20);
    while (keysOf(backend, 'snapshot/').length < 2) {
      target.store('acc').set(keyOf(700), bytesOf(`b${target.height}`));
      target.commit();
    }
    const added = keysOf(backend, 'chunk/').filter((key) => !before.has(key));
    expect(added).toHaveLength(1);
    expect(entriesOf(open(backend).store('acc'))).toEqual(entriesOf(target.store('acc')));
  });

  it('leave no chunk behind that none of them needs, and lack none, whatever happens to the chain', () => {
    const step = fc.oneof(
      fc.record({
        from: fc.integer({ min: 0, max: 400 }),
        count: fc.integer({ min: 1, max: 150 }),
        value: fc.string(),
      }),
      fc.record({ gone: fc.integer({ min: 0, max: 400 }), count: fc.integer({ min: 1, max: 150 }) }),
      fc.record({ back: fc.integer({ min: 0, max: 4 }) }),
      fc.constant('reopen' as const),
      fc.constant('begin again' as const),
    );
    const run = fc.record({
      steps: fc.array(step, { maxLength: 25 }),
      keepRecent: fc.integer({ min: 1, max: 6 }),
      snapshotBytes: fc.integer({ min: 0, max: 4000 }),
    });
    fc.assert(
      fc.property(run, ({ steps, keepRecent, snapshotBytes }) => {
        const [backend, options] = [new MemoryBackend(), { snapshotBytes, pruning: { keepRecent, interval: 1 } }];
        const steady = new MultiStore({ stores });
        let target = open(backend, options);
        const both = (act: (on: MultiStore) => void): void => {
          act(steady);
          act(target);
        };
        for (const now of steps) {
          if (now === 'reopen') target = open(backend, options);
          else if (now === 'begin again') {
            if (steady.height > 0n) target.adopt(steady.at(steady.height), []);
          } else if ('back' in now) {
            const height = steady.height - BigInt(now.back);
            if (target.has(height)) both((on) => on.rollbackTo(height));
          } else {
            if ('gone' in now) both((on) => erase(on, range(now.gone, now.count)));
            else both((on) => write(on, range(now.from, now.count), now.value));
            both((on) => on.commit());
          }
          expect(entriesOf(target.store('acc'))).toEqual(entriesOf(steady.store('acc')));
          expect(keysOf(backend, 'chunk/').sort()).toEqual(named(backend));
        }
        expect(entriesOf(open(backend, options).store('plain'))).toEqual(entriesOf(steady.store('plain')));
      }),
      { numRuns: 60 },
    );
  });

  const oneStore = () => new ByteWriter().number(1).bytes(utf8ToBytes('a'));
  const chunk = (...keys: readonly string[]) => {
    const nodes = new ByteWriter();
    for (const key of keys) nodes.number(2).text(key).bytes(utf8ToBytes(''));
    return nodes.finish();
  };
  const [inner, here] = [2, 0];

  it.each([
    ['an inner node over nothing', [inner], chunk('a')],
    ['a chunk of two trees', [here], chunk('a', 'b')],
    ['a chunk of nothing', [here], chunk()],
  ])('refuse nodes that form no tree: %s', (_, nodes, bytes) => {
    const top = oneStore().number(0).number(1).text('x'.repeat(32));
    for (const node of nodes) top.number(node);
    expectError(() => decodeImage(top.finish(), () => bytes), simErrors.storeCorrupt, 'form no tree');
  });

  it('refuse more chunks than are named', () => {
    const top = oneStore().number(0).number(2).text('x'.repeat(32)).text('y'.repeat(32));
    for (const node of [here, here, here]) top.number(node);
    expectError(() => decodeImage(top.finish(), () => chunk('a')), simErrors.storeCorrupt, 'form no tree');
  });

  it('refuse a store of an unknown kind', () => {
    const top = oneStore().number(7).finish();
    expectError(() => decodeImage(top, () => chunk()), simErrors.storeCorrupt, 'store a is of an unknown kind');
  });
});
