import { describe, expect, it } from 'vitest';
import { MemoryBackend } from '../../src/store/memoryBackend.js';
import { MultiStore, type MultiStoreOptions } from '../../src/store/multiStore.js';
import { pruneDefault, pruneEverything, pruneNothing, pruningHeight } from '../../src/store/pruning.js';
import { bytesToHex, bytesToUtf8, utf8ToBytes } from '../../src/util/bytes.js';
import { simErrors } from '../../src/util/errors.js';
import { bytesOf, entriesOf, textOf } from './conformance.js';
import { expectError } from './errors.js';

const write = (stores: MultiStore, name: string, key: string, value: string): void =>
  stores.store(name).set(key, bytesOf(value));
const commit = (stores: MultiStore): string => bytesToHex(stores.commit().hash);

/** Commits `count` heights, of which height h sets k=h in bank. */
function grow(options: Partial<MultiStoreOptions>, count: number): MultiStore {
  const stores = new MultiStore({ stores: ['acc', 'bank'], ...options });
  for (let i = 0; i < count; i++) {
    const height = stores.height === 0n ? (options.initialVersion ?? 1n) : stores.height + 1n;
    write(stores, 'bank', 'k', String(height));
    stores.commit(bytesOf(`aux ${height}`));
  }
  return stores;
}

const heights = (stores: MultiStore): number[] =>
  Array.from({ length: Number(stores.height) }, (_, i) => i + 1).filter((height) => stores.has(BigInt(height)));

describe('MultiStore', () => {
  it('gives the app hash of cosmossdk.io/store', () => {
    const stores = new MultiStore({ stores: ['bank'] });
    expect(bytesToHex(stores.lastCommit.hash)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    write(stores, 'bank', 'a', '1');
    expect(bytesToHex(stores.workingHash())).toBe('228d3a056db6610ff20b87b60ee1e58f3333a3148deb0b051d910bcbdece7a40');
    expect(commit(stores)).toBe('228d3a056db6610ff20b87b60ee1e58f3333a3148deb0b051d910bcbdece7a40');
    expect(commit(stores)).toBe('228d3a056db6610ff20b87b60ee1e58f3333a3148deb0b051d910bcbdece7a40');
    write(stores, 'bank', 'a', '1');
    expect(commit(stores)).toBe('eb10f2cd7f1276f2c6b854a2638250c6de27d39a6e7a57eefef78d349c005272');
    expect(stores.lastCommit.version).toBe(3n);
  });

  it('leaves transient and memory stores out, and empties the first at each commit', () => {
    const passing = [
      { name: 't', kind: 'transient' },
      { name: 'm', kind: 'memory' },
    ] as const;
    const [plain, mixed] = [new MultiStore({ stores: ['bank'] }), new MultiStore({ stores: ['bank', ...passing] })];
    write(mixed, 't', 'a', '1');
    write(mixed, 'm', 'a', '1');
    expect(commit(mixed)).toBe(commit(plain));
    expect([mixed.store('t').has('a'), mixed.store('m').has('a')]).toEqual([false, true]);
    expect([mixed.isProved('bank'), mixed.isProved('t')]).toEqual([true, false]);
  });

  it('gets from a branch the last states in key order, whatever the order of writes', () => {
    const roots = ['abc', 'cab'].map((order) => {
      const stores = new MultiStore({ stores: ['bank'] });
      const block = stores.branch();
      for (const key of order) {
        const tx = block.branch();
        tx.store('bank').set(key, bytesOf('1'));
        tx.store('bank').set(`${key}x`, bytesOf('1'));
        tx.store('bank').delete(`${key}x`);
        tx.write();
      }
      const dropped = block.branch();
      dropped.store('bank').set('z', bytesOf('1'));
      block.write();
      return commit(stores);
    });
    expect(roots[0]).toBe(roots[1]);
  });

  it('names the store that it does not have', () => {
    const stores = grow({}, 1);
    expectError(() => stores.store('nope'), simErrors.storeUnknown, 'nope');
    expectError(() => stores.at(1n).store('nope'), simErrors.storeUnknown, 'nope');
  });

  it('looks back at any height, with branches that take writes and hand them nowhere', () => {
    const stores = grow({}, 5);
    const then = stores.at(3n);
    expect(textOf(then.store('bank').get('k'))).toBe('3');
    expect(bytesToUtf8(then.aux!)).toBe('aux 3');
    const branch = then.branch();
    branch.store('bank').set('k', bytesOf('other'));
    expect(textOf(branch.store('bank').get('k'))).toBe('other');
    expectError(() => branch.write(), simErrors.storeReadOnly);
    expect(textOf(stores.at(3n).store('bank').get('k'))).toBe('3');
    for (const height of [0n, 6n, -1n]) expectError(() => stores.at(height), simErrors.heightUnavailable);
  });

  it('keeps what is given beside a commit, in memory as in a backend', () => {
    for (const options of [{}, { backend: new MemoryBackend() }]) {
      const stores = new MultiStore({ stores: ['bank'], ...options });
      stores.commit(undefined, undefined, [{ type: 'put', key: 'note/1', value: utf8ToBytes('first') }]);
      expect(bytesToUtf8(stores.record('note/1')!)).toBe('first');
      stores.commit(undefined, undefined, [{ type: 'del', key: 'note/1' }]);
      expect(stores.record('note/1')).toBeUndefined();
    }
  });

  it('drops what was not committed', () => {
    const stores = new MultiStore({ stores: ['bank', { name: 't', kind: 'transient' }] });
    write(stores, 'bank', 'a', '1');
    const hash = commit(stores);
    write(stores, 'bank', 'b', '1');
    write(stores, 't', 'b', '1');
    stores.discard();
    expect(entriesOf(stores.store('bank'))).toEqual([['a', '1']]);
    expect(stores.store('t').has('b')).toBe(false);
    expect(commit(stores)).toBe(hash);
  });

  it('begins at an initial version', () => {
    const stores = grow({ initialVersion: 100n }, 2);
    expect([stores.height, stores.earliestHeight]).toEqual([101n, 100n]);
    expect(stores.at(100n).info.stores.map(({ version }) => version)).toEqual([100n, 100n]);
  });

  it('hashes each changed node once and hands over one batch per commit', () => {
    const stores = grow({ backend: new MemoryBackend() }, 3);
    for (let i = 0; i < 50; i++) {
      const branch = stores.branch();
      for (let j = 0; j < 10; j++) branch.store('bank').set(`key${j}`, bytesOf(String(i)));
      branch.write();
    }
    const before = stores.counts;
    stores.workingHash();
    stores.commit();
    // 10 new leaves and the inner nodes over 11 entries.
    expect(stores.counts).toEqual({ commits: 4, batches: 4, hashedNodes: before.hashedNodes + 20 });
    stores.commit();
    expect(stores.counts.hashedNodes).toBe(before.hashedNodes + 20);
  });
});

describe('pruning', () => {
  it.each([
    [pruneNothing, 1000, 0],
    [pruneEverything, 9, 0],
    [pruneEverything, 10, 7],
    [pruneDefault, 362_880, 0],
    [pruneDefault, 362_890, 9],
    [{ keepRecent: 5, interval: 0 }, 10, 0],
  ])('%j at height %i forgets up to %i', (pruning, height, forgotten) => {
    expect(pruningHeight(pruning, height)).toBe(forgotten);
  });

  it.each([
    ['all', pruneNothing, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
    ['the last two and the current one, dropped every tenth block', pruneEverything, [8, 9, 10, 11, 12]],
    ['the last one, dropped at once', { keepRecent: 1, interval: 1 }, [11, 12]],
  ])('keeps %s, in memory and on disk', (_, pruning, kept) => {
    const backend = new MemoryBackend();
    for (const options of [{}, { backend, heightsInMemory: 2, snapshotBytes: 0 }]) {
      const stores = grow({ pruning, ...options }, 12);
      expect(heights(stores)).toEqual(kept);
      for (const height of kept) expect(textOf(stores.at(BigInt(height)).store('bank').get('k'))).toBe(String(height));
    }
    const again = new MultiStore({ stores: ['acc', 'bank'], pruning, backend });
    expect(heights(again)).toEqual(kept);
  });

  it('spares a height that is held, and those after it, until it is let go', () => {
    const backend = new MemoryBackend();
    for (const options of [{}, { backend, heightsInMemory: 2, snapshotBytes: 0 }]) {
      const stores = grow({ pruning: { keepRecent: 1, interval: 1 }, ...options }, 3);
      stores.held.add(3n);
      for (let i = 0; i < 5; i++) stores.commit();
      expect(heights(stores)).toEqual([3, 4, 5, 6, 7, 8]);
      stores.held.delete(3n);
      stores.commit();
      expect(heights(stores)).toEqual([8, 9]);
    }
  });

  it('leaves on disk only what the kept heights need', () => {
    const backend = new MemoryBackend();
    grow({ pruning: { keepRecent: 1, interval: 1 }, backend, snapshotBytes: 0 }, 40);
    expect(backend.data.size).toBeLessThan(12);
  });
});

describe('rollback', () => {
  it.each([
    ['in memory', {}],
    ['from the records', { backend: new MemoryBackend(), heightsInMemory: 1 }],
    ['from a snapshot', { backend: new MemoryBackend(), heightsInMemory: 1, snapshotBytes: 0 }],
  ])('goes back for good: %s', (_, options) => {
    const stores = grow(options, 6);
    write(stores, 'acc', 'unsaved', '1');
    const hash = bytesToHex(stores.at(3n).info.hash);
    stores.rollbackTo(3n);
    expect([stores.height, bytesToHex(stores.lastCommit.hash), bytesToUtf8(stores.aux!)]).toEqual([3n, hash, 'aux 3']);
    expect(heights(stores)).toEqual([1, 2, 3]);
    write(stores, 'bank', 'k', '4');
    expect(commit(stores)).toBe(bytesToHex(grow({}, 4).lastCommit.hash));
    if (!('backend' in options)) return;
    const again = new MultiStore({ stores: ['acc', 'bank'], ...options });
    expect(bytesToHex(again.lastCommit.hash)).toBe(bytesToHex(stores.lastCommit.hash));
  });

  it('to where it stands only drops what was not committed', () => {
    const stores = grow({}, 2);
    write(stores, 'bank', 'k', 'other');
    stores.rollbackTo(2n);
    expect(textOf(stores.store('bank').get('k'))).toBe('2');
  });

  it('refuses a height that is not kept', () => {
    expectError(() => grow({}, 2).rollbackTo(3n), simErrors.heightUnavailable, 'version 3 does not exist');
  });
});

describe('store upgrades', () => {
  const grown = (): MemoryBackend => {
    const backend = new MemoryBackend();
    grow({ backend }, 2);
    return backend;
  };

  it('add, rename and delete, and later openings know it', () => {
    const backend = grown();
    const upgrades = { added: ['fresh'], renamed: [{ from: 'bank', to: 'coins' }], deleted: ['acc'] };
    const stores = new MultiStore({ stores: ['fresh', 'coins', 'acc'], upgrades, backend });
    expect(entriesOf(stores.store('coins'))).toEqual([['k', '2']]);
    write(stores, 'fresh', 'a', '1');
    const hash = commit(stores);
    expect(stores.at(3n).info.stores.map(({ name }) => name)).toEqual(['coins', 'fresh']);
    expect(stores.at(2n).info.stores.map(({ name }) => name)).toEqual(['acc', 'bank']);
    expect(stores.at(2n).has('bank')).toBe(true);
    const again = new MultiStore({ stores: ['coins', 'fresh'], backend, heightsInMemory: 1 });
    expect(bytesToHex(again.lastCommit.hash)).toBe(hash);
    expect(textOf(again.at(1n).store('bank').get('k'))).toBe('1');
    expectError(() => again.rollbackTo(2n), simErrors.storesDiffer);
    expectError(() => stores.rollbackTo(2n), simErrors.storesDiffer);
  });

  it('forget a deleted store with its last version', () => {
    const stores = new MultiStore({
      stores: ['bank'],
      upgrades: { deleted: ['acc'] },
      backend: grown(),
      pruning: { keepRecent: 1, interval: 1 },
    });
    for (let i = 0; i < 4; i++) stores.commit();
    expect(heights(stores)).toEqual([5, 6]);
  });

  it.each([
    ['a store without an upgrade', ['acc', 'bank', 'fresh'], {}, 'version of store fresh mismatch root store'],
    ['a store left out', ['acc'], {}, 'store bank would be lost'],
    ['a store added twice', ['acc', 'bank'], { added: ['bank'] }, 'it is there already'],
    ['an unknown store renamed', ['acc', 'bank', 'x'], { renamed: [{ from: 'y', to: 'x' }] }, 'store y does not exist'],
    ['an unknown store deleted', ['acc', 'bank'], { deleted: ['y'] }, 'store y does not exist'],
  ])('refuse %s', (_, stores, upgrades, text) => {
    expectError(() => new MultiStore({ stores, upgrades, backend: grown() }), simErrors.storesDiffer, text);
  });
});
