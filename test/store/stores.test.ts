import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CacheStore } from '../../src/store/cacheStore.js';
import { infiniteGasMeter, kvGasConfig } from '../../src/store/gas.js';
import { GasStore } from '../../src/store/gasStore.js';
import { IavlTree } from '../../src/store/iavl/tree.js';
import type { KVStore } from '../../src/store/kv.js';
import { openLevelBackend } from '../../src/store/levelBackend.js';
import { MemoryBackend } from '../../src/store/memoryBackend.js';
import { MemoryStore } from '../../src/store/memoryStore.js';
import { MultiStore } from '../../src/store/multiStore.js';
import { PrefixStore } from '../../src/store/prefixStore.js';
import { meteredBranch } from '../../src/store/storeBranches.js';
import { bytesOf, describeStore, type Ground } from './conformance.js';

/** A store with neighbours on both sides of what a prefix store over it may see. */
function crowded(store: KVStore): KVStore {
  for (const key of ['o', 'p', 'p.', 'p0', 'q', '\xff']) store.set(key, bytesOf('neighbour'));
  return store;
}

/** Entries below, all of them hidden by a cache above: the caches look empty and are not. */
function hidden(store: KVStore): KVStore {
  for (const key of ['a', 'b', 'ab', '\xff']) store.set(key, bytesOf('below'));
  const cache = new CacheStore(store);
  for (const [key] of store.iterate()) cache.delete(key);
  return cache;
}

const gas = (store: KVStore): KVStore => new GasStore(store, infiniteGasMeter(), kvGasConfig);
const prefix = (store: KVStore): KVStore => new PrefixStore(crowded(store), 'p/');

const stacks: Record<string, () => KVStore> = {
  'a memory store': () => new MemoryStore(),
  'an IAVL tree': () => new IavlTree(),
  'a cache': () => new CacheStore(new MemoryStore()),
  'a cache over hidden entries': () => hidden(new MemoryStore()),
  'a cache over a cache over a tree': () => new CacheStore(hidden(new IavlTree())),
  'a prefix store': () => prefix(new MemoryStore()),
  'a prefix store over a cache over a tree': () => prefix(new CacheStore(new IavlTree())),
  'a cache over a prefix store over a tree': () => new CacheStore(prefix(new IavlTree())),
  'a prefix store over the end of all keys': () => new PrefixStore(crowded(new MemoryStore()), '\xff\xff'),
  'a gas store': () => gas(new MemoryStore()),
  'a gas store over a prefix store over a cache over a tree': () => gas(prefix(new CacheStore(new IavlTree()))),
  'a cache over a gas store': () => new CacheStore(gas(hidden(new MemoryStore()))),
  'a store of a multistore': () => new MultiStore({ stores: ['bank'] }).store('bank'),
  'a transient store': () => new MultiStore({ stores: [{ name: 't', kind: 'transient' }] }).store('t'),
  'a branch of a branch of a multistore': () => new MultiStore({ stores: ['bank'] }).branch().branch().store('bank'),
  'a metered branch': () =>
    meteredBranch(new MultiStore({ stores: ['bank'] }).branch(), infiniteGasMeter()).store('bank'),
};

for (const [name, make] of Object.entries(stacks)) describeStore(name, () => ({ store: make() }));

/** Commits some blocks that end with an empty store. */
function fillAndEmpty(stores: MultiStore): void {
  for (const text of ['one', 'two']) {
    for (const key of ['a', 'ab', 'b', '\0', '\xff']) stores.store('bank').set(key, bytesOf(text));
    stores.commit();
  }
  for (const [key] of stores.store('bank').iterate()) stores.store('bank').delete(key);
  stores.commit();
}

describeStore('a store opened again from its records', () => {
  const backend = new MemoryBackend();
  fillAndEmpty(new MultiStore({ stores: ['bank'], backend }));
  return { store: new MultiStore({ stores: ['bank'], backend }).store('bank') };
});

describeStore('a branch of a store opened again from a snapshot', () => {
  const backend = new MemoryBackend();
  const options = { stores: ['bank'], backend, snapshotBytes: 0 };
  fillAndEmpty(new MultiStore(options));
  return { store: new MultiStore(options).branch().store('bank') };
});

describeStore('a store opened again from LevelDB', async (): Promise<Ground> => {
  const directory = mkdtempSync(join(tmpdir(), 'gonka-sim-store-'));
  const before = new MultiStore({ stores: ['bank'], backend: await openLevelBackend(directory) });
  fillAndEmpty(before);
  await before.close();
  const stores = new MultiStore({ stores: ['bank'], backend: await openLevelBackend(directory) });
  return {
    store: stores.store('bank'),
    async close() {
      await stores.close();
      rmSync(directory, { recursive: true });
    },
  };
});
