import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommitmentProof } from 'cosmjs-types/cosmos/ics23/v1/proofs';
import { IavlTree } from '../src/store/iavl/tree.js';
import { openLevelBackend } from '../src/store/levelBackend.js';
import { MultiStore } from '../src/store/multiStore.js';
import { queryStore } from '../src/store/storeQuery.js';
import { Value } from '../src/store/value.js';
import { bytesToLatin1, utf8ToBytes } from '../src/util/bytes.js';
import { sha256 } from '../src/util/sha256.js';
import { type BenchRow, measure, report } from './harness.js';

// Stores against the real chain's figures (performance.md, sections 5 and 11): 100,000 keys of 40 bytes, values of 200.

const keyCount = 100_000;
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

const thousand = (): [string, Value][] => Array.from({ length: 1000 }, () => [keys[draw(keyCount)]!, value()]);

/** Sorted, as a cache hands them down; the tree's versions are dropped, as a node with pruning does. */
function commitThousand(tree: IavlTree, writes: readonly [string, Value][], afterEach: () => void = () => {}): void {
  for (const [key, content] of writes.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    tree.set(key, content);
    afterEach();
  }
  tree.save();
  tree.deleteVersionsTo(tree.version - 1);
}

async function treeRows(): Promise<BenchRow[]> {
  const tree = filledTree();
  let writes = thousand();
  const prepare = () => {
    writes = thousand();
  };
  const once = await measure(() => commitThousand(tree, writes), { prepare });
  const always = await measure(() => commitThousand(tree, writes, () => tree.workingHash()), { prepare });
  return [
    {
      name: 'IAVL: 1,000 random writes + commit at 100k keys, memory',
      rounds: once,
      baseline: { name: 'hashing after every write', rounds: always },
      goal: 8,
      go: 38,
    },
  ];
}

async function levelRows(): Promise<BenchRow[]> {
  const directory = mkdtempSync(join(tmpdir(), 'gonka-sim-bench-'));
  const stores = new MultiStore({ stores: names, backend: await openLevelBackend(directory), heightsInMemory: 2 });
  for (const key of keys) stores.store('store07').set(key, value());
  stores.commit();
  await stores.flush();
  let branch = stores.branch();
  const prepare = async () => {
    await stores.flush();
    branch = stores.branch();
    for (const [key, content] of thousand()) branch.store('store07').set(key, content);
  };
  const commit = () => {
    branch.write();
    stores.commit();
  };
  const unawaited = await measure(commit, { prepare });
  const awaited = await measure(
    async () => {
      commit();
      await stores.flush();
    },
    { prepare },
  );
  const empty = await measure(
    async () => {
      stores.commit();
      await stores.drain();
    },
    { rounds: 15, times: 50 },
  );
  await stores.close();
  const opening = await measure(
    async () => {
      await new MultiStore({ stores: names, backend: await openLevelBackend(directory) }).close();
    },
    { rounds: 5 },
  );
  rmSync(directory, { recursive: true });
  return [
    {
      name: '- through a branch, LevelDB, main thread',
      rounds: unawaited,
      baseline: { name: 'waiting for the write', rounds: awaited },
      goal: 8,
      go: 44,
    },
    { name: 'empty commit of 20 stores, LevelDB', rounds: empty, goal: 0.1, go: 1.6 },
    { name: 'opening 100k keys, every hash checked', rounds: opening },
  ];
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

async function commitRows(): Promise<BenchRow[]> {
  const stores = new MultiStore({ stores: names, pruning: { keepRecent: 10, interval: 10 } });
  for (const name of names) stores.store(name).set(name, value());
  stores.commit();
  const empty = await measure(() => stores.commit(), { rounds: 15, times: 200 });
  const roots = stores.at(stores.height).info.stores.map(({ name, hash }) => [name, hash] as const);
  const plain = await measure(() => plainAppHash(roots), { rounds: 15, times: 200 });
  return [
    {
      name: 'empty commit of 20 stores, memory',
      rounds: empty,
      baseline: { name: 'hashing all stores anew', rounds: plain },
      goal: 0.03,
      go: 0.086,
    },
  ];
}

async function proofRows(): Promise<BenchRow[]> {
  const stores = new MultiStore({ stores: names });
  for (const key of keys) stores.store('store07').set(key, value());
  stores.commit();
  const ask = (data: Uint8Array) => queryStore(stores, { path: '/store07/key', data, height: 1n, prove: true });
  const present = keys.map((key) => Buffer.from(key, 'latin1'));
  const rounds = await measure(() => ask(present[draw(keyCount)]!), { rounds: 15, times: 200 });
  const absent = await measure(() => ask(Buffer.from(digestKey(String(draw(1e9))), 'latin1')), {
    rounds: 15,
    times: 200,
  });
  const decoded = ask(present[0]!).proofOps.map((op) => CommitmentProof.decode(op.data));
  const encoding = await measure(() => decoded.map((proof) => CommitmentProof.encode(proof).finish()), {
    rounds: 15,
    times: 200,
  });
  return [
    {
      name: 'proof query, both ops, 100k keys',
      rounds,
      baseline: { name: 'encoding alone, by cosmjs-types', rounds: encoding },
      goal: 0.03,
      go: 0.038,
    },
    { name: '- of absence', rounds: absent },
  ];
}

report('Stores', [...(await treeRows()), ...(await levelRows()), ...(await commitRows()), ...(await proofRows())]);
