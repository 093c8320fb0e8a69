import { expect } from 'vitest';
import { IavlTree, type SavedRoots } from '../../../src/store/iavl/tree.js';
import { postOrder } from '../../../src/store/iavl/walk.js';
import { Value } from '../../../src/store/value.js';
import { VersionRow } from '../../../src/store/versionRow.js';
import { bytesToHex, bytesToLatin1, hexToBytes, latin1ToBytes, utf8ToBytes } from '../../../src/util/bytes.js';
import { pairsToLatin1, sha256 } from '../../../src/util/sha256.js';
import type { VectorCase } from '../shared.js';

const key = (hex: string): string => bytesToLatin1(hexToBytes(hex));
const hex = (bytes: string): string => bytesToHex(latin1ToBytes(bytes));
const value = (hex: string): Value => Value.ofBytes(hexToBytes(hex));
const digest = (text: string): Uint8Array => sha256(utf8ToBytes(text));

const checks: Record<string, (vector: VectorCase) => void> = {
  script: checkScript,
  empty: checkEmpty,
  setInitialVersion: checkInitialVersion,
  error: checkError,
  reload: checkReload,
  'recipe-seq': checkSequence,
  'recipe-counter': checkCounter,
  'recipe-mixed': checkMixed,
};

/** One case of iavl.json. */
export function checkIavlCase(vector: VectorCase): void {
  const check = checks[vector.kind];
  if (check === undefined) throw new Error(`unknown kind ${vector.kind}`);
  check(vector);
}

function nodesOf(tree: IavlTree): unknown[] {
  return [...postOrder(tree.at(tree.version).root)].map((node) => [
    node.height,
    String(node.size),
    String(node.edit.version),
    hex(node.key),
    node.value === undefined ? null : bytesToHex(node.value.bytes),
    hex(pairsToLatin1(node.hash)),
  ]);
}

function checkScript(vector: VectorCase): void {
  const tree = new IavlTree(vector.initialVersion ? { initialVersion: Number(vector.initialVersion) } : {});
  for (const expected of vector.versions) {
    for (const [op, name, content, flag] of expected.ops) runOperation(tree, op, name, content, flag);
    expect(hex(tree.workingHash())).toBe(expected.root);
    expect(saved(tree)).toEqual({ version: expected.version, root: expected.root });
    expect(String(tree.size)).toBe(expected.size);
    expect(tree.height).toBe(expected.height);
    expect(nodesOf(tree)).toEqual(expected.nodes);
  }
}

function runOperation(tree: IavlTree, op: string, name: string, content: string | null, flag: boolean): void {
  if (op === 'set') {
    expect(tree.set(key(name), value(content!))).toBe(flag);
  } else if (op === 'remove') {
    const removed = tree.remove(key(name));
    expect(removed !== undefined).toBe(flag);
    expect(removed === undefined ? null : bytesToHex(removed.bytes)).toBe(content);
  } else {
    throw new Error(`unknown operation ${op}`);
  }
}

function saved(tree: IavlTree): { version: string; root: string } {
  const { version, hash } = tree.save();
  return { version: String(version), root: hex(hash) };
}

function checkEmpty(vector: VectorCase): void {
  const tree = new IavlTree();
  expect(hex(tree.workingHash())).toBe(vector.workingHashBeforeAnySave);
  expect(hex(tree.workingHash())).toBe(vector.hashBeforeAnySave);
  expect(saved(tree)).toEqual(vector.firstSave);
  expect(saved(tree)).toEqual(vector.secondSave);
  expect(String(tree.size)).toBe(vector.size);
  expect(tree.height).toBe(vector.height);
}

const initialVersionNote = /SetInitialVersion\((\d+)\), set a=1, save, SetInitialVersion\((\d+)\), set a=2, save/;

function checkInitialVersion(vector: VectorCase): void {
  const tree = new IavlTree();
  const [, ...initials] = initialVersionNote.exec(vector.note)!;
  const saves = initials.map((initial, i) => {
    tree.setInitialVersion(Number(initial));
    tree.set('a', Value.ofBytes(utf8ToBytes(String(i + 1))));
    return saved(tree);
  });
  expect(saves).toEqual(vector.saves);
}

function checkError(vector: VectorCase): void {
  const roots: SavedRoots = new VersionRow();
  const tree = new IavlTree({ saved: roots });
  if (vector.name === 'nil value') {
    expect(() => tree.set('a', undefined as unknown as Value)).toThrow(vector.error);
  } else if (vector.name === 'load with a later initial version than the first stored') {
    tree.set('a', Value.ofBytes(utf8ToBytes('1')));
    tree.save();
    const initialVersion = Number(/InitialVersion (\d+)/.exec(vector.note)![1]);
    expect(() => new IavlTree({ saved: roots, initialVersion }).load(1)).toThrow(vector.error);
  } else {
    throw new Error(`unknown error case ${vector.name}`);
  }
}

function setsOfVersion(tree: IavlTree, version: number): void {
  for (let i = 1; i <= 4; i++) {
    tree.set(`k${String(version * i).padStart(2, '0')}`, Value.ofBytes(utf8ToBytes(`v${version}`)));
  }
}

/** What a step of a reload may say; another field would go unchecked. */
const stepFields = new Set(
  'do note error version root hash returnedLatest availableVersions workingHashBefore workingHashAfter'.split(' '),
);

function checkReload(vector: VectorCase): void {
  const roots: SavedRoots = new VersionRow();
  let tree = new IavlTree({ saved: roots });
  for (const root of vector.roots) {
    setsOfVersion(tree, tree.workingVersion);
    expect(saved(tree).root).toBe(root);
  }
  for (const step of vector.steps) {
    const [, same, action] = /^(same tree: )?(.*)$/.exec(step.do)!;
    if (!same) tree = new IavlTree({ saved: roots });
    const seen = step.error === undefined ? runStep(tree, action!) : {};
    if (step.error !== undefined) expect(() => runStep(tree, action!)).toThrow(step.error);
    for (const field of Object.keys(step)) {
      if (!stepFields.has(field)) throw new Error(`unknown field ${field}`);
      if (field in seen) expect(seen[field], `${step.do}: ${field}`).toEqual(step[field]);
    }
    if (step.hash !== undefined) expect(hex(tree.workingHash())).toBe(step.hash);
    if (step.availableVersions !== undefined) expect(tree.versions).toEqual(step.availableVersions);
    if (step.version !== undefined) expect(String(tree.version)).toBe(step.version);
  }
}

function runStep(tree: IavlTree, action: string): Record<string, unknown> {
  const call = /^(\w+)\((\d+)\)$/.exec(action);
  if (call) {
    const [, name, version] = call;
    if (name === 'LoadVersion') return { returnedLatest: String(tree.load(Number(version))) };
    if (name === 'LoadVersionForOverwriting') tree.loadForOverwriting(Number(version));
    else if (name === 'DeleteVersionsTo') tree.deleteVersionsTo(Number(version));
    else throw new Error(`unknown call ${name}`);
    return {};
  }
  const repeat = /^repeat the sets of version (\d+), save$/.exec(action);
  if (repeat) {
    setsOfVersion(tree, Number(repeat[1]));
    return saved(tree);
  }
  const single = /^set (\w+)=(\w+), (save|take the working hash, Rollback)$/.exec(action);
  if (single === null) throw new Error(`unknown step ${action}`);
  tree.set(single[1]!, Value.ofBytes(utf8ToBytes(single[2]!)));
  if (single[3] === 'save') return saved(tree);
  const workingHashBefore = hex(tree.workingHash());
  tree.rollback();
  return { workingHashBefore, workingHashAfter: hex(tree.workingHash()) };
}

/** What the file counts per version of a recipe. */
class Tally {
  sets = 0;
  updated = 0;
  removes = 0;
  removed = 0;

  constructor(readonly tree: IavlTree) {}

  set(name: Uint8Array, content: Uint8Array): void {
    this.sets += 1;
    if (this.tree.set(bytesToLatin1(name), Value.ofBytes(content))) this.updated += 1;
  }

  remove(name: Uint8Array): void {
    this.removes += 1;
    if (this.tree.remove(bytesToLatin1(name)) !== undefined) this.removed += 1;
  }

  save(): unknown {
    const { version, root } = saved(this.tree);
    const { sets, updated, removes, removed, tree } = this;
    [this.sets, this.updated, this.removes, this.removed] = [0, 0, 0, 0];
    const nodeCount = [...postOrder(tree.at(tree.version).root)].length;
    return { version, sets, updated, removes, removed, root, size: String(tree.size), height: tree.height, nodeCount };
  }
}

function checkSequence(vector: VectorCase): void {
  const tally = new Tally(new IavlTree());
  for (let step = 0; step < vector.n; step++) {
    const h = digest(`i=${vector.order === 'ascending' ? step : vector.n - 1 - step}`);
    tally.set(h.subarray(0, 16), h);
  }
  expect([tally.save()]).toEqual(vector.versions);
}

function checkCounter(vector: VectorCase): void {
  const tally = new Tally(new IavlTree());
  for (const expected of vector.versions) {
    const first = (Number(expected.version) - 1) * 250;
    for (let i = first; i < first + 250; i++) {
      const name = new Uint8Array(8);
      new DataView(name.buffer).setBigUint64(0, BigInt(i));
      tally.set(name, digest(`i=${i}`));
    }
    expect(tally.save()).toEqual(expected);
  }
}

function checkMixed(vector: VectorCase): void {
  const tally = new Tally(new IavlTree());
  for (const expected of vector.versions) {
    for (let i = 0; i < vector.opsPerVersion; i++) {
      const h = digest(`${vector.seed},v=${expected.version},i=${i}`);
      const name = digest(`key=${new DataView(h.buffer).getUint32(0) % vector.keys}`).subarray(0, 8);
      if (h[4]! < 80) tally.remove(name);
      else tally.set(name, h.slice(8, 8 + (h[5]! % 25)));
    }
    expect(tally.save()).toEqual(expected);
  }
  expect(vector.versions).toHaveLength(vector.versionCount);
}
