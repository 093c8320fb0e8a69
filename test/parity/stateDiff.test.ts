import { describe, expect, it } from 'vitest';
import { stateDiff } from '../../src/app/replay/stateDiff.js';
import { MultiStore } from '../../src/store/multiStore.js';
import { Value } from '../../src/store/value.js';
import { bytesToUtf8, utf8ToBytes } from '../../src/util/bytes.js';

const stored = (text: string): Value => Value.ofBytes(utf8ToBytes(text));
const read = (bytes: Uint8Array | undefined): string | undefined => bytes && bytesToUtf8(bytes);

/** Two commits: what the first one writes, and what the second one changes. */
function twoVersions(first: Record<string, string>, second: Record<string, string | undefined>): MultiStore {
  const stores = new MultiStore({ stores: ['a', 'b'] });
  for (const writes of [first, second]) {
    for (const [key, value] of Object.entries(writes)) {
      if (value === undefined) stores.store('a').delete(key);
      else stores.store('a').set(key, stored(value));
    }
    stores.commit();
  }
  return stores;
}

describe('two states', () => {
  it.each([
    ['a changed key', { k: '1' }, { k: '2' }, [['k', '1', '2']]],
    ['a new key', { k: '1' }, { l: '2' }, [['l', undefined, '2']]],
    ['a key that is gone', { k: '1', l: '2' }, { k: undefined }, [['k', '1', undefined]]],
    [
      'keys at both ends',
      { b: '1' },
      { a: '1', c: '1' },
      [
        ['a', undefined, '1'],
        ['c', undefined, '1'],
      ],
    ],
    ['the same value written again', { k: '1' }, { k: '1' }, []],
  ] as const)('differ in %s', (_, first, second, found) => {
    const stores = twoVersions(first, second);
    const differences = [...stateDiff(stores.at(1n), stores.at(2n))];
    expect(differences.map(({ key, before, after }) => [key, read(before), read(after)])).toEqual(found);
    expect(differences.every(({ store }) => store === 'a')).toBe(true);
  });
});
