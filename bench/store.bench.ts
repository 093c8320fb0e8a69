import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommitmentProof } from 'cosmjs-types/cosmos/ics23/v1/proofs';
import { IavlTree } from '../src/store/iavl/tree.js';
import type { StoreBranch } from '../src/store/kv.js';
import { openLevelBackend } from '../src/store/levelBackend.js';
import { MultiStore } from '../src/store/multiStore.js';
import { queryStore } from '../src/store/storeQuery.js';
import { Value } from '../src/store/value.js';
import { bytesToLatin1, utf8ToBytes } from '../src/util/bytes.js';
import { sha256 } from '../src/util/sha256.js';
import { compare } from './harness.js';

// Stores against the real chain's figures (performance.md, sections 5 and 11): 100,000 keys of 40 bytes, values of 200.

const keyCount = 100_000;
const thousandWrites = 1000;
const manyCommits = 200;
const names = Array.from({ length: 20 }, (_, i) => `store${String(i).padStart(2, '0')}`);

const digestKey = (text: string): string => {
  const digest = bytesToLatin1(sha256(utf8ToBytes(text)));
  return digest + digest.slice(0, 8);
};
const keys = Array.from({ length: keyCount }, (_, i) => digestKey(`key ${i}`));

/** The same numbers in every run. */
let drawn = 1;
const draw = (below: number): number => {
  drawn = (Math.imul(drawn, 1_664_525) + 1_013_904_223) >>> 0;
  return drawn % below;
};
const value = (): Value => Value.ofBytes(new Uint8Array(200).fill(draw(256)));

function filledTree(): IavlTree {
  const tree = new IavlTree();
  for (const key of keys) tree.set(key, value());
  tree.save();
  return tree;
}

const thousand = (): [string, Value][] =>
  Array.from({ length: thousandWrites }, () => [keys[draw(keyCount)]!, value()]);

/** Sorted, as a cache hands them down; earlier versions are dropped, as a node with pruning does. */
function commitThousand(tree: IavlTree, writes: readonly [string, Value][], afterEach: () => void = () => {}): void {
  for (const [key, content] of writes.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    tree.set(key, content);
    afterEach();
  }
  tree.save();
  tree.deleteVersionsTo(tree.version - 1);
}

async function benchTree(): Promise<void> {
  const tree = filledTree();
  await compare(
    'IAVL: 1,000 random writes and their commit at 100k keys, in memory',
    [
      {
        name: 'hashing after every write',
        prepare: thousand,
        run: (writes) => commitThousand(tree, writes, () => tree.workingHash()),
      },
      { name: 'hashing once', prepare: thousand, run: (writes) => commitThousand(tree, writes) },
    ],
    { beside: { 'goal (performance.md, 11)': 8, 'Go, memory': 38 } },
  );
}

async function withLevel(work: (directory: string) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'gonka-sim-bench-'));
  await work(directory);
  rmSync(directory, { recursive: true });
}

async function benchLevel(directory: string): Promise<void> {
  const stores = new MultiStore({ stores: names, backend: await openLevelBackend(directory), heightsInMemory: 2 });
  for (const key of keys) stores.store('store07').set(key, value());
  stores.commit();
  const prepare = async () => {
    await stores.flush();
    const branch = stores.branch();
    for (const [key, content] of thousand()) branch.store('store07').set(key, content);
    return branch;
  };
  const commit = (branch: StoreBranch) => {
    branch.write();
    stores.commit();
  };
  await compare(
    'the same through a branch of 20 stores, on LevelDB',
    [
      {
        name: 'waiting for the write',
        prepare,
        run: (branch) => {
          commit(branch);
          return stores.flush();
        },
      },
      { name: 'writing beside the next block', prepare, run: commit },
    ],
    { beside: { 'goal (performance.md, 11)': 8, 'Go, goleveldb': 44 } },
  );
  await compare(
    'empty commit of 20 stores, on LevelDB',
    [
      { name: 'waiting for each write', run: async () => emptyCommits(stores, () => stores.flush()) },
      { name: 'writing beside the next block', run: async () => emptyCommits(stores, () => stores.drain()) },
    ],
    { per: perCommit, beside: { 'goal (performance.md, 11)': 0.1, 'Go, goleveldb': 1.6 } },
  );
  await stores.close();
  await compare('opening 100k keys, every hash checked', [
    {
      name: 'from LevelDB',
      run: async () => new MultiStore({ stores: names, backend: await openLevelBackend(directory) }).close(),
    },
  ]);
}

const perCommit = { count: manyCommits, unit: '/commit' };

async function emptyCommits(stores: MultiStore, afterEach: () => Promise<void>): Promise<void> {
  for (let i = 0; i < manyCommits; i++) {
    stores.commit();
    await afterEach();
  }
}

/** The app hash of 20 stores as a first attempt would make it: all of it anew with createHash. */
function plainAppHash(roots: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const hash = (...parts: Uint8Array[]) => parts.reduce((all, part) => all.update(part), createHash('sha256')).digest();
  const merkle = (leaves: Uint8Array[]): Uint8Array => {
    if (leaves.length === 1) return leaves[0]!;
    const left = 2 ** (31 - Math.clz32(leaves.length - 1));
    return hash(Buffer.of(1), merkle(leaves.slice(0, left)), merkle(leaves.slice(left)));
  };
  return merkle(
    roots.map(([name, root]) => hash(Buffer.of(0, name.length), Buffer.from(name), Buffer.of(32), hash(root))),
  );
}

async function benchEmptyCommit(): Promise<void> {
  const stores = new MultiStore({ stores: names, pruning: { keepRecent: 10, interval: 10 } });
  for (const name of names) stores.store(name).set(name, value());
  stores.commit();
  const roots = stores.at(stores.height).info.stores.map(({ name, hash }) => [name, hash] as const);
  const repeat = (work: () => unknown) => () => {
    for (let i = 0; i < manyCommits; i++) work();
  };
  await compare(
    'empty commit of 20 stores, in memory',
    [
      { name: 'app hash made anew with createHash', run: repeat(() => plainAppHash(roots)) },
      { name: 'commit', run: repeat(() => stores.commit()) },
    ],
    { per: perCommit, beside: { 'goal (performance.md, 11)': 0.03, 'Go, memory': 0.086 } },
  );
}

async function benchProofs(): Promise<void> {
  const stores = new MultiStore({ stores: names });
  for (const key of keys) stores.store('store07').set(key, value());
  stores.commit();
  const ask = (data: Uint8Array) => queryStore(stores, { path: '/store07/key', data, height: 1n, prove: true });
  const bytes = (key: string): Uint8Array => Buffer.from(key, 'latin1');
  const decoded = ask(bytes(keys[0]!)).proofOps.map((op) => CommitmentProof.decode(op.data));
  const repeat = (key: () => string, work: (data: Uint8Array) => unknown) => ({
    prepare: () => Array.from({ length: manyCommits }, () => bytes(key())),
    run: (queries: Uint8Array[]) => {
      for (const data of queries) work(data);
    },
  });
  const present = () => keys[draw(keyCount)]!;
  await compare(
    'proof query at 100k keys, both operations',
    [
      {
        name: 'encoding alone, by cosmjs-types',
        ...repeat(present, () => decoded.map((proof) => CommitmentProof.encode(proof).finish())),
      },
      { name: 'absence', ...repeat(() => digestKey(String(draw(1e9))), ask) },
      { name: 'presence', ...repeat(present, ask) },
    ],
    { per: { count: manyCommits, unit: '/query' }, beside: { 'goal (performance.md, 11)': 0.03, 'Go, memory': 0.038 } },
  );
}

await benchTree();
await withLevel(benchLevel);
await benchEmptyCommit();
await benchProofs();
