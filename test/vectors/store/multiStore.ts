import { expect } from 'vitest';
import { appHashOfRoots, type CommitInfo } from '../../../src/store/commitInfo.js';
import { MemoryBackend } from '../../../src/store/memoryBackend.js';
import { MultiStore, type MultiStoreOptions } from '../../../src/store/multiStore.js';
import { Value } from '../../../src/store/value.js';
import { bytesToHex, bytesToLatin1, hexToBytes, latin1ToBytes, utf8ToBytes } from '../../../src/util/bytes.js';
import { sha256 } from '../../../src/util/sha256.js';
import type { VectorCase } from '../shared.js';

const key = (hex: string): string => bytesToLatin1(hexToBytes(hex));
const digest = (text: string): Uint8Array => sha256(utf8ToBytes(text));

const checks: Record<string, (vector: VectorCase) => void> = {
  commits: checkCommits,
  steps: checkSteps,
  mapHash: ({ entries, root }) => {
    const roots = entries.map(([name, value]: [string, string]) => [name, key(value)] as const);
    expect(bytesToHex(latin1ToBytes(appHashOfRoots(roots)))).toBe(root);
  },
  'recipe-blocks': checkBlocks,
};

/** One case of multistore.json. */
export function checkMultiStoreCase(vector: VectorCase): void {
  const check = checks[vector.kind];
  if (check === undefined) throw new Error(`unknown kind ${vector.kind}`);
  check(vector);
}

const shownInfo = ({ stores }: CommitInfo) =>
  stores.map(({ name, version, hash }) => ({ name, version: String(version), hash: bytesToHex(hash) }));

const lastCommit = ({ lastCommit: { version, hash } }: MultiStore) => ({
  version: String(version),
  hash: bytesToHex(hash),
});

/** Operations of one version, directly on the stores, in the order given. */
export function applyOps(stores: MultiStore, ops: readonly [string, string, string, string?][]): void {
  for (const [name, op, hex, value] of ops) {
    const store = stores.store(name);
    if (op === 'set') store.set(key(hex), Value.ofBytes(hexToBytes(value!)));
    else if (op === 'delete') store.delete(key(hex));
    else throw new Error(`unknown operation ${op}`);
  }
}

/** Applies a version, commits it and compares all that the file says of it. */
export function checkVersion(stores: MultiStore, expected: VectorCase): void {
  applyOps(stores, expected.ops);
  expect(bytesToHex(stores.workingHash())).toBe(expected.workingHash);
  const { version, hash } = stores.commit();
  expect(String(version)).toBe(expected.version);
  expect(bytesToHex(hash)).toBe(expected.appHash);
  const { info } = stores.at(version);
  expect(shownInfo(info)).toEqual(expected.storeInfos);
  expect(bytesToHex(info.hash)).toBe(expected.appHash);
}

function checkCommits(vector: VectorCase): void {
  const initial = vector.initialVersion ? { initialVersion: BigInt(vector.initialVersion) } : {};
  const stores = new MultiStore({ stores: vector.stores.map(specOf), ...initial });
  for (const field of ['lastCommitBeforeLoad', 'lastCommitAfterLoad', 'lastCommitBeforeFirst']) {
    if (vector[field] !== undefined) expect(lastCommit(stores)).toEqual(vector[field]);
  }
  for (const expected of vector.versions) {
    if (vector.name === 'cache: a read is no write') readThroughCache(stores);
    checkVersion(stores, expected);
  }
}

function readThroughCache(stores: MultiStore): void {
  const branch = stores.branch();
  for (const [name] of stores.store('acc').iterate()) branch.store('acc').get(name);
  branch.write();
}

const specOf = ({ name, type }: { name: string; type: string }) => {
  if (type === 'iavl' || type === 'transient' || type === 'memory' || type === 'db')
    return { name, kind: type } as const;
  throw new Error(`unknown store type ${type}`);
};

function checkSteps(vector: VectorCase): void {
  if (vector.name === 'upgrade: stores added, renamed, deleted') checkUpgrade(vector.steps);
  else if (vector.name === 'upgrade: a store added, empty at first') checkAddedEmpty(vector.steps);
  else if (vector.name === 'rollback to version 3 and go on') checkRollback(vector);
  else throw new Error(`unknown steps ${vector.name}`);
}

function checkUpgrade(steps: VectorCase[]): void {
  const data = new Map<string, Uint8Array>();
  const open = (stores: string[], upgrades: MultiStoreOptions['upgrades'] = {}) =>
    new MultiStore({ stores, upgrades, backend: new MemoryBackend(data) });
  const [first, failing, upgrade, last] = steps;
  const before = open(['acc', 'old', 'gone']);
  for (const version of first.versions) checkVersion(before, version);
  expect(() => open(['acc', 'old', 'gone', 'fresh'])).toThrow(failing.error);
  const after = open(['acc', 'renamed', 'gone', 'fresh'], {
    added: ['fresh'],
    renamed: [{ from: 'old', to: 'renamed' }],
    deleted: ['gone'],
  });
  expect(lastCommit(after)).toEqual(upgrade.lastCommitOnLoad);
  checkVersion(after, upgrade.commit);
  checkVersion(after, last.commit);
  expect(lastCommit(open(['acc', 'renamed', 'fresh']))).toEqual(lastCommit(after));
}

function checkAddedEmpty(steps: VectorCase[]): void {
  const backend = new MemoryBackend();
  const before = new MultiStore({ stores: ['acc'], backend });
  before.store('acc').set('a', Value.ofBytes(utf8ToBytes('1')));
  before.commit();
  const after = new MultiStore({ stores: ['acc', 'fresh'], upgrades: { added: ['fresh'] }, backend });
  for (const step of steps) checkVersion(after, step);
}

/** Once with all versions in memory, once where the version has to be built again from the records. */
function checkRollback(vector: VectorCase): void {
  for (const heightsInMemory of [100, 1]) {
    const backend = new MemoryBackend();
    const stores = new MultiStore({ stores: ['acc', 'bank'], backend, heightsInMemory });
    for (const expected of vector.before) checkVersion(stores, expected);
    stores.rollbackTo(BigInt(vector.lastCommitAfterRollback.version));
    expect(lastCommit(stores)).toEqual(vector.lastCommitAfterRollback);
    for (const expected of vector.after) checkVersion(stores, expected);
    expect(lastCommit(new MultiStore({ stores: ['acc', 'bank'], backend }))).toEqual(lastCommit(stores));
  }
}

/** Blocks of ten transactions of four writes each over nested branches, some of them dropped. */
function checkBlocks(vector: VectorCase): void {
  const names: string[] = vector.stores.map((store: { name: string }) => store.name);
  const stores = new MultiStore({ stores: names });
  vector.versions.forEach((expected: VectorCase, i: number) => {
    const failed = (i + 1) % 10 === 0 ? 0 : runBlock(stores, names, i + 1);
    const { version, hash } = stores.commit();
    expect(String(version)).toBe(expected.version);
    expect(failed).toBe(expected.failedTxs);
    expect(bytesToHex(hash)).toBe(expected.appHash);
    expect(shownInfo(stores.at(version).info).map((store) => store.hash)).toEqual(expected.storeHashes);
  });
}

function runBlock(stores: MultiStore, names: readonly string[], b: number): number {
  const block = stores.branch();
  let failed = 0;
  for (let t = 0; t < 10; t++) {
    const tx = block.branch();
    for (let i = 0; i < 4; i++) {
      const h = digest(`b=${b},t=${t},i=${i}`);
      const store = tx.store(names[h[0]! % 5]!);
      const name = bytesToLatin1(digest(`key=${new DataView(h.buffer).getUint32(1) % 300}`).subarray(0, 8));
      if (h[5]! < 60) store.delete(name);
      else store.set(name, Value.ofBytes(h.slice(6, 6 + (h[5]! % 20))));
    }
    if (digest(`b=${b},t=${t}`)[0]! < 64) failed += 1;
    else tx.write();
  }
  block.write();
  return failed;
}
