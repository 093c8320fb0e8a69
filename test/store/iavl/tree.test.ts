import { describe, expect, it } from 'vitest';
import { IavlTree, type SavedRoots } from '../../../src/store/iavl/tree.js';
import { postOrder } from '../../../src/store/iavl/walk.js';
import { maxKeyLength } from '../../../src/store/kv.js';
import { uvarint } from '../../../src/store/varint.js';
import { VersionRow } from '../../../src/store/versionRow.js';
import { bytesToHex, latin1ToBytes, utf8ToBytes } from '../../../src/util/bytes.js';
import { simErrors } from '../../../src/util/errors.js';
import { sha256, sha256OfLatin1 } from '../../../src/util/sha256.js';
import { fc } from '../../util/fc.js';
import { bytesOf, entriesOf, textOf } from '../conformance.js';
import { expectError } from '../errors.js';

const hex = (hash: string): string => bytesToHex(latin1ToBytes(hash));
const save = (tree: IavlTree): string => hex(tree.save().hash);
const nothing = bytesToHex(sha256(new Uint8Array(0)));

/** Sets `a`=1 b=2 as `a1 b2`, removes with `-a`. */
function run(tree: IavlTree, script: string): IavlTree {
  for (const step of script.split(' ').filter((word) => word !== '')) {
    if (step.startsWith('-')) tree.remove(step.slice(1));
    else tree.set(step[0]!, bytesOf(step.slice(1)));
  }
  return tree;
}

describe('IavlTree: roots of cosmos/iavl v1.2.2', () => {
  it.each([
    ['nothing', [''], nothing],
    ['one key', ['a1'], 'bbe33cd0a785b97b9fb1f964aa71159dacd9e0ade84df7403dc0f9dc24818404'],
    ['two keys', ['a1 b2'], '94b037ab65e50f94eb827902a873ee796cb04e3c9ad38c9860d84cbad668a9e7'],
    [
      'the same value again, in one version',
      ['a1 b2 a1'],
      '94b037ab65e50f94eb827902a873ee796cb04e3c9ad38c9860d84cbad668a9e7',
    ],
    ['three keys', ['a1 b2 c3'], '94ee7455e38ba1286d6f8e8317485dd90e8d9ced4795e233270868ce3f74814e'],
    [
      'the same value again, later',
      ['a1 b2 c3', 'a1'],
      'd2795c379569d131fae4ae3549aad69c40fb50dc0b12c46b72a6e34d98f27f6d',
    ],
    ['the last of three values', ['a1 a2 b1 a3'], 'd84496634f5f8db8db3c0369569a59a0567e8b39b2b819122aba1ec962fe4219'],
    [
      'versions pass before the first key',
      ['', '', 'a1'],
      '6d598a0b55c5279f972b1e3d218f32e8c4c5627c3e5750761d62bfbfc74edbfa',
    ],
    ['an emptied tree', ['a1 b2', '-a -b'], nothing],
    [
      'a tree that starts anew',
      ['a1 b2', '-a -b', '', 'a1'],
      '0dbe5da3c021a17cd280eeb08482ab0f5316029f18cff1674808e5e307c9cc46',
    ],
    ['an old leaf as the root', ['a1', 'c3 -c'], 'bbe33cd0a785b97b9fb1f964aa71159dacd9e0ade84df7403dc0f9dc24818404'],
    ['absent keys removed', ['a1 b2', '-c -0'], '94b037ab65e50f94eb827902a873ee796cb04e3c9ad38c9860d84cbad668a9e7'],
  ])('%s', (_, versions, root) => {
    const tree = new IavlTree();
    expect(versions.map((script) => save(run(tree, script))).at(-1)).toBe(root);
  });

  it('a thousand random keys, last one first', () => {
    const tree = new IavlTree();
    for (let i = 999; i >= 0; i--) {
      const h = sha256(utf8ToBytes(`i=${i}`));
      tree.set(Buffer.from(h.subarray(0, 16)).toString('latin1'), bytesOf(Buffer.from(h).toString('latin1')));
    }
    expect(save(tree)).toBe('09e1e5718cf3ffb3c47124082fcadc75f498b39499e3c7b0e185c2af75203a82');
    expect([tree.size, tree.height]).toEqual([1000, 12]);
  });

  it.each([1, 16, 17, 127, 128, 600, maxKeyLength])('a key of %i bytes, hashed by hand', (length) => {
    const key = 'k\xff'.repeat(length).slice(0, length);
    const tree = new IavlTree();
    tree.set(key, bytesOf('v'));
    const leaf = `\0\x02\x02${uvarint(length)}${key} ${sha256OfLatin1('v')}`;
    expect(save(tree)).toBe(hex(sha256OfLatin1(leaf)));
  });

  it('an initial version stands in the nodes', () => {
    const tree = new IavlTree();
    tree.setInitialVersion(7);
    expect(save(run(tree, 'a1'))).toBe('4ff41a588e643342b438d22b1d7113a4539577c34a31a14c86d4cd70a554dc24');
    tree.setInitialVersion(50);
    expect(save(run(tree, 'a2'))).toBe('6203826d5920fc26206bc630aad973216653531a0209f53bd2277f164bdf0ce4');
    expect(tree.version).toBe(8);
  });
});

describe('IavlTree', () => {
  it('tells whether a key was there, and what was removed', () => {
    const tree = new IavlTree();
    expect([tree.set('a', bytesOf('1')), tree.set('a', bytesOf('2'))]).toEqual([false, true]);
    expect([textOf(tree.remove('a')), tree.remove('a')]).toEqual(['2', undefined]);
  });

  it('keeps saved versions as they were', () => {
    const tree = run(new IavlTree(), 'a1 b1 c1');
    tree.save();
    run(tree, 'b2 -c d2').save();
    run(tree, 'a3');
    expect(entriesOf(tree.at(1))).toEqual([
      ['a', '1'],
      ['b', '1'],
      ['c', '1'],
    ]);
    expect(entriesOf(tree.at(2))).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['d', '2'],
    ]);
    expect(entriesOf(tree)).toEqual([
      ['a', '3'],
      ['b', '2'],
      ['d', '2'],
    ]);
    expectError(() => tree.at(3), simErrors.heightUnavailable, 'version 3 does not exist');
    expectError(() => tree.at(1).set('a'), simErrors.storeReadOnly);
    expectError(() => tree.at(1).delete('a'), simErrors.storeReadOnly);
  });

  it('hashes each changed node once per save, and nothing when nothing has changed', () => {
    const tree = new IavlTree();
    for (let i = 0; i < 1000; i++) tree.set(String(i).padStart(4, '0'), bytesOf('1'));
    tree.save();
    expect(tree.hashedNodes).toBe(1999);
    for (let i = 0; i < 100; i++) tree.set('0000', bytesOf(String(i)));
    tree.workingHash();
    tree.save();
    expect(tree.hashedNodes).toBeLessThanOrEqual(1999 + tree.height + 1);
    const before = tree.hashedNodes;
    tree.save();
    expect(tree.hashedNodes).toBe(before);
  });

  it('goes back to what was saved', () => {
    const tree = run(new IavlTree(), 'a1');
    const root = save(tree);
    run(tree, 'a2 b2').rollback();
    expect(hex(tree.workingHash())).toBe(root);
  });

  it('continues from an earlier version, and refuses to make another one of what exists', () => {
    const saved: SavedRoots = new VersionRow();
    const tree = new IavlTree({ saved });
    const roots = ['a1', 'a2', 'a3'].map((script) => save(run(tree, script)));
    const again = new IavlTree({ saved });
    expect(again.load(1)).toBe(3);
    expect(save(run(again, 'a2'))).toBe(roots[1]);
    expectError(() => run(again, 'b9').save(), simErrors.storeCorrupt, 'version 3 was already saved to different hash');
    expectError(() => again.load(9), simErrors.heightUnavailable, 'wanted to load target 9 but only found up to 3');
    expectError(
      () => new IavlTree({ saved, initialVersion: 5 }).load(1),
      simErrors.storeCorrupt,
      'initial version set to 5',
    );
    again.loadForOverwriting(1);
    expect(again.versions).toEqual([1]);
    run(again, 'b9').save();
    again.save();
    again.deleteVersionsTo(2);
    expect(again.versions).toEqual([3]);
  });

  it('refuses a value that is none', () => {
    const tree = new IavlTree();
    expectError(() => tree.set('a', undefined as never), simErrors.invalidKey, "nil value at key 'a'");
    expectError(() => tree.set('', bytesOf('1')), simErrors.invalidKey);
  });

  it('stays balanced, with keys that lead and sizes that add up, whatever is done to it', () => {
    const step = fc.record({ key: fc.integer({ min: 0, max: 60 }), remove: fc.boolean(), save: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const tree = new IavlTree();
        for (const { key, remove, save } of steps) {
          if (remove) tree.remove(String.fromCharCode(key + 1));
          else tree.set(String.fromCharCode(key + 1), bytesOf(''));
          if (save) tree.save();
        }
        tree.save();
        for (const node of postOrder(tree.at(tree.version).root)) {
          if (node.height === 0) continue;
          const [left, right] = [node.left!, node.right!];
          expect(Math.abs(left.height - right.height)).toBeLessThanOrEqual(1);
          expect(node.height).toBe(Math.max(left.height, right.height) + 1);
          expect(node.size).toBe(left.size + right.size);
          let smallest = right;
          while (smallest.left !== undefined) smallest = smallest.left;
          expect(node.key).toBe(smallest.key);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('gives one root for equal change sets that come sorted, in whatever order they were made', () => {
    const changes = fc.uniqueArray(fc.tuple(fc.string({ minLength: 1, maxLength: 2 }), fc.string()), {
      selector: ([k]) => k,
    });
    fc.assert(
      fc.property(changes, (entries) => {
        const root = (order: [string, string][]) => {
          const tree = run(new IavlTree(), 'a1 m1 z1');
          tree.save();
          for (const [key, value] of order.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
            tree.set(Buffer.from(key).toString('latin1'), bytesOf(Buffer.from(value).toString('latin1')));
          }
          return save(tree);
        };
        expect(root(entries)).toBe(root(entries.toReversed()));
      }),
      { numRuns: 50 },
    );
  });
});
